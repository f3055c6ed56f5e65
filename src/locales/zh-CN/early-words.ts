/**
 * The words of an order's page before the app has arrived: part of every dictionary, and also inlined into
 * the page.
 */
export interface EarlyWords {
  readonly payTo: (merchant: string) => string
  readonly payUntil: (time: string) => string
  readonly timeLeft: (clock: string) => string
  readonly goods: string
  readonly details: string
  readonly orderNo: string
  readonly entering: string
  readonly pay: string
  readonly check: string
  readonly charging: string
  readonly opening: string
  readonly inSheet: string
  readonly inSheetHint: string
  readonly sheetUntapped: string
  readonly secure: string
}
