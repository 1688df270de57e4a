import { html, nothing } from 'lit-html';
import { getJson } from '../core/api.js';
import { formatPoint, parsePoints } from '../core/coordinates.js';
import { nameOf, t } from '../core/i18n.js';
import { createResource } from '../core/resource.js';
import { icon } from './icon.js';
import { failure, skeleton } from './states.js';

const WAIT_MS = 180;

const KINDS = {
  coordinate: { glyph: 'target', label: 'search.kind.coordinate', group: 'coordinate' },
  area: { glyph: 'map', label: 'search.kind.area', group: 'area' },
  place: { glyph: 'hall', label: 'search.kind.place', group: 'place' },
  category: { glyph: 'list', label: 'search.kind.category', group: 'service' },
  matter: { glyph: 'doc', label: 'search.kind.matter', group: 'service' },
  address: { glyph: 'pin', label: 'search.kind.address', group: 'address' },
  compound: { glyph: 'home', label: 'search.kind.compound', group: 'address' },
  road: { glyph: 'road', label: 'search.kind.road', group: 'address' },
  intersection: { glyph: 'road', label: 'search.kind.intersection', group: 'address' },
};

const GROUPS = {
  coordinate: 'search.group.coordinate',
  area: 'search.group.area',
  place: 'search.group.place',
  service: 'search.group.service',
  address: 'search.group.address',
};

const groupOf = ({ kind }) => KINDS[kind]?.group ?? 'place';

/** What lies nowhere: only a page that can show where it is done asks for it. */
const NOWHERE = ['category', 'matter'];

/**
 * The search box: a combobox after the ARIA pattern. The list follows the text, grouped by kind, the group of the best first;
 * arrows move in it, Enter takes the marked entry or the first, Escape closes, then clears. Coordinates are understood
 * without asking the server.
 *
 * @param options `bbox` and `center` of the city, `everything` also categories and matters, `near()` a point or null,
 *     `onPick(item)`, `changed()` when it must be drawn again
 */
export function createSearch({ bbox, center, everything = false, near = () => null, onPick, changed }) {
  let text = '';
  let open = false;
  let marked = -1;
  let timer = 0;
  /** Whether what is listed answers the text; and whether Enter was pressed before it did. */
  let answered = true;
  let eager = false;
  const found = createResource(({ status }) => {
    marked = -1;
    if (eager && (status === 'ready' || status === 'error')) {
      eager = false;
      queueMicrotask(() => takeFirst(items()));
    }
    changed();
  });

  const points = () => parsePoints(text, bbox).map((point) => ({ kind: 'coordinate', name: formatPoint(point), ...point }));

  function items() {
    const own = points();
    const named = (found.get().data?.items ?? []).filter(({ kind }) => own.length === 0 || kind !== 'coordinate');
    const all = [...own, ...named];
    const groups = [...new Set(all.map(groupOf))];
    return groups.flatMap((group) => all.filter((item) => groupOf(item) === group));
  }

  function type(value) {
    text = value;
    open = text.trim() !== '';
    marked = -1;
    eager = false;
    answered = !open || points().length > 0;
    clearTimeout(timer);
    if (!open || points().length > 0) {
      found.clear();
    } else {
      timer = setTimeout(ask, WAIT_MS);
    }
    changed();
  }

  function ask() {
    clearTimeout(timer);
    answered = true;
    const kinds = everything ? {} : { kinds: Object.keys(KINDS).filter((kind) => !NOWHERE.includes(kind)).join(',') };
    found.load((signal) => getJson('/suggest', { q: text.trim(), limit: 10, ...kinds, ...around() }, { signal }), { keep: true });
  }

  /** Within about a kilometre is near enough to rank by, and lets answers be kept. */
  function around() {
    const point = near();
    return point ? { lon: point.lon.toFixed(2), lat: point.lat.toFixed(2) } : {};
  }

  function take(item) {
    text = nameOf(item.name);
    open = false;
    marked = -1;
    clearTimeout(timer);
    found.clear();
    onPick(item);
    changed();
  }

  function clear() {
    type('');
    document.getElementById('search')?.focus();
  }

  function onKey(event) {
    const list = items();
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && list.length > 0) {
      event.preventDefault();
      open = true;
      marked = marked < 0 && move < 0 ? list.length - 1 : (marked + move + list.length) % list.length;
      changed();
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      takeFirst(list);
    } else if (event.key === 'Escape') {
      open ? (open = false) : (text = '');
      changed();
    }
  }

  /** Enter before the answer is there waits for it: what is listed until then belongs to another text. */
  function takeFirst(list) {
    if (!answered || found.get().status === 'loading') {
      answered || ask();
      eager = true;
      return;
    }
    const item = list[Math.max(0, marked)];
    item && take(item);
  }

  function view() {
    const list = items();
    const showing = open && text.trim() !== '';
    return html`
      <div class="search" role="search" @focusout=${leave}>
        <div class="searchbox">
          ${icon('search')}
          <input
            id="search" class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" enterkeyhint="search"
            aria-label=${t(everything ? 'search.label.all' : 'search.label')} placeholder=${t(everything ? 'search.placeholder.all' : 'search.placeholder')}
            aria-autocomplete="list" aria-controls="search-list" aria-expanded=${showing ? 'true' : 'false'}
            aria-activedescendant=${showing && marked >= 0 ? `search-${marked}` : nothing}
            .value=${text} @input=${(event) => type(event.target.value)} @keydown=${onKey}
            @focus=${() => text && !open && ((open = true), changed())} />
          ${text ? html`<button type="button" class="iconbtn" aria-label=${t('search.clear')} @click=${clear}>${icon('x')}</button>` : nothing}
        </div>
        <div class="menu search__menu" ?hidden=${!showing}>
          <div role="listbox" id="search-list" aria-label=${t('search.results')}>${grouped(list)}</div>
          ${showing ? below(list) : nothing}
        </div>
        <p class="sr" role="status">${showing ? spoken(list) : ''}</p>
      </div>`;
  }

  const grouped = (list) =>
    [...new Set(list.map(groupOf))].map(
      (group) => html`<div role="group" aria-labelledby="search-group-${group}">
        <div class="menu__head" role="presentation" id="search-group-${group}">${t(GROUPS[group])}</div>
        ${list.map((item, index) => (groupOf(item) === group ? option(item, index) : nothing))}
      </div>`,
    );

  const option = (item, index) => html`
    <div class="menu__item ${index === marked ? 'is-on' : ''}" role="option" id="search-${index}" aria-selected=${index === marked ? 'true' : 'false'}
      @pointerdown=${(event) => event.preventDefault()} @click=${() => take(item)}>
      ${icon(KINDS[item.kind]?.glyph ?? 'pin', '18')}
      <span class="grow"><span class="menu__name">${highlighted(nameOf(item.name), text)}</span> <span class="t3 small">${nameOf(item.context)}</span></span>
      <span class="t3 tiny">${KINDS[item.kind] ? t(KINDS[item.kind].label) : ''}</span>
      ${index === Math.max(0, marked) ? html`<kbd aria-hidden="true">↵</kbd>` : nothing}
    </div>`;

  function below(list) {
    const state = found.get();
    if (state.status === 'error') {
      return failure(state.error, found.retry);
    }
    if (state.status === 'loading' && list.length === 0) {
      return skeleton(2, state.slow);
    }
    return state.status === 'ready' && list.length === 0
      ? html`<div class="menu__none"><b>${t('search.none', { text })}</b><p>${t('search.none.text', { example: formatPoint({ lon: center[0], lat: center[1] }) })}</p></div>`
      : nothing;
  }

  const spoken = (list) => (found.get().status === 'loading' ? '' : t('search.spoken', { n: list.length }));

  function leave(event) {
    if (open && !event.currentTarget.contains(event.relatedTarget)) {
      open = false;
      changed();
    }
  }

  return { view, reset: () => type('') };
}

function highlighted(name, text) {
  const at = name.toLowerCase().indexOf(text.trim().toLowerCase());
  const end = at + text.trim().length;
  return at < 0 ? name : html`${name.slice(0, at)}<mark>${name.slice(at, end)}</mark>${name.slice(end)}`;
}
