import type { Scenario } from '../../scenarios'
import type { Act } from '../screen'

/** fen: the highest amount of an order. */
const most = 100_000_000
const long = {
  subject: '埃塞俄比亚耶加雪菲 Yirgacheffe Konga 手冲咖啡',
  body: '大杯，热，少冰，另加一份浓缩',
}

/** The same scenario with the largest amounts and long names: the worst case for the layout. */
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

/** Types the longest amount instead of a short one. */
export function typeMore(act: Act): Act {
  return act.verb === 'type' && act.yuan === '25.80' ? { ...act, yuan: '999999.99' } : act
}
