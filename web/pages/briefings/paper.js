import { dateTime, nameOf, t } from '../../core/i18n.js';
import { periodOf, titleOf } from './words.js';

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const quoted = (text) => `"${text.replaceAll('\\', '').replaceAll('"', '”').replaceAll('\n', ' ')}"`;

/** What stands at the edges of each printed page: city and report above, as-of and page number below. */
export function paperOf(head, city) {
  sheet.replaceSync(head ? `@page {
    @top-left { content: ${quoted(nameOf(city?.name))}; }
    @top-right { content: ${quoted(`${titleOf(head)} · ${periodOf(head)}`)}; }
    @bottom-left { content: ${quoted(`${t('brief.asOf', { time: dateTime(head.read_at, city?.time_zone) })} · ${t('brief.edition', { n: head.edition })} · ${head.hash.slice(0, 12)}`)}; }
    @bottom-right { content: counter(page) " / " counter(pages); }
  }` : '');
}
