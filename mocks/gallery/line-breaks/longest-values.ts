import type { Scenario } from '../../scenarios'
import type { Act } from '../screen'

/** The most that an order may be of, in fen. */
const most = 100_000_000
const long = {
  subject: '埃塞俄比亚耶加雪菲 Yirgacheffe Konga 手冲咖啡',
  body: '大杯，热，少冰，另加一份浓缩',
}

/** The same story with the largest sums and long names: what has to fit at the worst. */
export function enlarge(scenario: Scenario): Scenario {
  const { options, unfinished, items, order } = scenario
  return {
    ...scenario,
    order: { ...order, ...long, amount: most },
    ...(options && options.max > 100_000 && { options: { ...options, max: most } }),
    ...(unfinished !== undefined && { unfinished: most }),
    ...(items && { items: items.map((item) => ({ ...item, ...long, amount: most })) }),
  }
}

/** Types the longest amount that can be typed in place of one that fits. */
export function typeMore(act: Act): Act {
  return act.verb === 'type' && act.yuan === '25.80' ? { ...act, yuan: '999999.99' } : act
}
