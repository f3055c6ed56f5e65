import { onMounted, onUnmounted, onUpdated, type ShallowRef } from 'vue'
import { watchSize } from '@/platform/watch-size'
import { fitLine } from '../platform/fit-line'

/** Keeps a line with an amount as large as fits, whatever is typed and however large the text is set. */
export function useFit(line: Readonly<ShallowRef<HTMLElement | null>>): void {
  let stop: (() => void) | undefined
  const fit = () => {
    if (line.value) fitLine(line.value)
  }
  onMounted(() => {
    fit()
    if (line.value) stop = watchSize(line.value, fit)
  })
  onUpdated(fit)
  onUnmounted(() => stop?.())
}
