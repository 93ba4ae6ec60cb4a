/** The page of a report: reads what it carries, and shows it. */
import type { CodePart, ReportData } from '../report-data.ts';
import { h, hidden } from './dom.ts';
import { facetsOf } from './facets.ts';
import { Report } from './report.ts';
import { Store } from './store.ts';
import { applyTheme } from './theme.ts';
import { announcer } from './view/announce.ts';
import { findings } from './view/findings.ts';
import { header, jump } from './view/header.ts';
import { historyView } from './view/history.ts';
import { overview } from './view/overview.ts';
import { practices } from './view/practices.ts';
import { folderTree } from './view/tree.ts';
import { valueTable } from './view/value-table.ts';

applyTheme();
addEventListener('DOMContentLoaded', show);

function show(): void {
  const data = readJson('data') as ReportData;
  const report = new Report(data, (part) => readJson(`part-${part}`) as CodePart);
  const store = new Store(report, facetsOf(report));
  const history = historyView(store);
  document.body.append(
    h('a', { class: 'skip', href: '#findings', click: jump('findings') }, 'Skip to the findings'),
    header(report),
    h(
      'main',
      {},
      overview(store),
      practices(store),
      ...(report.count > 0 ? [where(store)] : []),
      ...(history ? [history] : []),
      findings(store),
    ),
    h(
      'footer',
      {},
      h(
        'p',
        {},
        `Made by cogniverse-codemod ${data.tool} on `,
        h('time', { datetime: data.figures.made }, data.figures.made),
        '.',
      ),
      h('p', {}, 'Whether the run-time set-up is registered, cogniverse-codemod doctor tells.'),
    ),
    announcer(),
  );
}

function where(store: Store): HTMLElement {
  const { rules } = store.report.data;
  const ruleLink = (index: number): HTMLElement | undefined => {
    const rule = rules[index];
    if (rule?.url === undefined) return undefined;
    return h(
      'span',
      { class: 'about-value' },
      `${rule.description}. `,
      h('a', { href: rule.url, rel: 'noreferrer' }, 'More', hidden(` about ${rule.name}`)),
    );
  };
  return h(
    'section',
    { id: 'where', 'aria-labelledby': 'where-title', tabindex: -1 },
    h('h2', { id: 'where-title' }, 'Where'),
    h(
      'div',
      { class: 'columns' },
      folderTree(store),
      h(
        'div',
        { class: 'column' },
        valueTable(store, { facet: 'rule', id: 'rules-title', title: 'By rule', more: ruleLink }),
        valueTable(store, { facet: 'language', id: 'languages-title', title: 'By language' }),
      ),
    ),
  );
}

function readJson(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null');
}
