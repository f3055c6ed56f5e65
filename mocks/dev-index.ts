import { scenarioNames, scenarios } from './scenarios'

/** A list of every scenario, for who opens `npm run dev:mock` at its door. */
export function showIndex(): void {
  const list = document.createElement('ul')
  for (const name of scenarioNames) {
    const link = document.createElement('a')
    link.href = `/?scenario=${name}`
    link.textContent = `${scenarios[name].title} · ${name}`
    const item = document.createElement('li')
    item.style.padding = '10px'
    item.append(link)
    list.append(item)
  }
  document.body.replaceChildren(list)
}
