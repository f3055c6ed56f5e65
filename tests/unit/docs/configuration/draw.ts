/** The two pages about the configuration. */
import { complaintsAbout, defaultOf, requiredWith } from './read-variables'
import { groups, type Group, type InBoth } from './words'

export type DocLanguage = keyof InBoth

const said = {
  head: {
    zh: `[English](../configuration.md)

# 配置

<!-- 本页由 tests/unit/docs/configuration 生成：改那里，再运行下面的命令。 -->

后端的全部配置都是环境变量。开发时也可以写在项目目录的 \`.env\` 里（从 \`.env.example\` 复制）；设了 \`NODE_ENV=production\` 就不读 \`.env\`。变量留空等于没有设置。有变量缺失或有误时，后端不启动，并一次列出全部问题。

变量的名称、是否必填、默认值和报错原文都取自代码，所以这里不会漏掉任何一个。更新本页：

\`\`\`sh
npx vitest run --project unit tests/unit/docs -u
\`\`\``,
    en: `[中文](zh/configuration.md)

# Configuration

<!-- Made by tests/unit/docs/configuration: change it there, then run the command below. -->

The backend is configured with environment variables only. In development you can also put them into \`.env\` in the project’s folder (a copy of \`.env.example\`). With \`NODE_ENV=production\` the \`.env\` file is not read. An empty variable counts as unset. If a variable is missing or wrong, the backend does not start, and lists all problems at once.

Names, required variables, defaults and error messages are taken from the code, so this page is complete. To update it:

\`\`\`sh
npx vitest run --project unit tests/unit/docs -u
\`\`\``,
  },
  columns: {
    zh: '| 变量 | 默认值 | 说明 |',
    en: '| variable | default | description |',
  },
  required: { zh: '**必填**', en: '**required**' },
  requiredIf: {
    zh: (settings: string) => `**必填**（设了 ${settings} 时）`,
    en: (settings: string) => `**required** with ${settings}`,
  },
  complaints: {
    zh: `## 启动时的报错原文

启动失败时打印 \`The configuration is not complete:\`，下面每行一个变量：

| 变量 | 报错 |`,
    en: `## Error messages of the start

If the start fails, it prints \`The configuration is not complete:\` and then one line per variable:

| variable | message |`,
  },
} satisfies Record<string, Record<DocLanguage, unknown>>

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

/** What holds where it is not set. */
function usual(name: string, language: DocLanguage): string {
  const settings = requiredWith(name)
  if (settings === 'always') return said.required[language]
  if (settings.length > 0) return said.requiredIf[language](settings.map(code).join(', '))
  const value = defaultOf(name)
  return value === null ? '–' : code(value)
}

function drawGroup({ title, variables }: Group, language: DocLanguage): string {
  const rows = Object.entries(variables).map(([name, about]) => {
    return `| ${code(name)} | ${usual(name, language)} | ${about[language]} |`
  })
  return [`## ${title[language]}`, '', said.columns[language], '| --- | --- | --- |', ...rows].join(
    '\n',
  )
}

export function drawConfiguration(language: DocLanguage): string {
  const names = groups.flatMap(({ variables }) => Object.keys(variables))
  const complaints = names.flatMap((name) =>
    complaintsAbout(name).map((line) => `| ${code(name)} | ${code(line)} |`),
  )
  return `${[
    said.head[language],
    '<!-- prettier-ignore-start -->',
    ...groups.map((group) => drawGroup(group, language)),
    [said.complaints[language], '| --- | --- |', ...complaints].join('\n'),
    '<!-- prettier-ignore-end -->',
  ].join('\n\n')}\n`
}
