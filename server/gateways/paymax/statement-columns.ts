/** Finds the columns of a statement by the names in its first line. */

/** Names that a column may have, the documented one first; without spaces and «（元）», in lower case. */
const columns = {
  id: ['paymax订单号', 'paymax交易号', 'paymax单号'],
  amount: ['交易总价', '交易金额', '交易总金额', '订单金额'],
  status: ['订单状态', '交易状态'],
}

/** Their positions in a line. */
export type Columns = { readonly [Name in keyof typeof columns]: number }

export function findColumns(head: readonly string[]): Columns | { readonly unreadable: string } {
  const names = head.map(plainName)
  const found = { id: -1, amount: -1, status: -1 }
  for (const column of ['id', 'amount', 'status'] as const) {
    const name = columns[column].find((one) => names.includes(one))
    if (name === undefined) {
      const wanted = columns[column].join(' or ')
      return {
        unreadable: `Its first line has no column ${wanted}: ${head.join(',').slice(0, 200)}`,
      }
    }
    found[column] = names.indexOf(name)
    if (found[column] !== names.lastIndexOf(name)) {
      return { unreadable: `Its first line has the column ${name} twice.` }
    }
  }
  return found
}

/** Normalises a name: spaces, full-width letters and the unit in brackets are dropped. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\(元\)|[\s`'"]/g, '')
    .toLowerCase()
}

/** WeChat's own tables put a backtick before a value so that spreadsheets leave it alone. */
export function bare(cell = ''): string {
  return cell.replace(/^`/, '').trim()
}
