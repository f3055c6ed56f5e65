/** Compiled on its own and inlined into `receipt.html`: the whole page is one answer of a few kilobytes. */
import { openReceipt } from './open-receipt'

void openReceipt(window)
