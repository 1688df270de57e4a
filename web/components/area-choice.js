import { html } from 'lit-html';
import { getJson } from '../core/api.js';
import { nameOf, t } from '../core/i18n.js';
import { createResource } from '../core/resource.js';
import { field } from './field.js';
import { failure, skeleton } from './states.js';

const MOST = 1000;

/**
 * Names an area by lists, coarsest level first: everything that a map says, without one. As deep as one likes.
 *
 * @param options `levels` of the city, `id` that its controls begin with, `onChoose(chain)` with the chosen `[{level, code, name}]`, `changed()`
 */
export function createAreaChoice({ levels, id = 'area', onChoose, changed }) {
  let lists = [];
  let listed = '';
  const keyOf = (chain) => chain.map(({ level, code }) => `${level}:${code}`).join(' ');

  /** Lists for a chain that was not chosen in them: the first time, or when the page went back. */
  function relist(chain) {
    listed = keyOf(chain);
    lists.length === 0 ? load(0, null) : (lists = lists.slice(0, 1));
    chain.forEach((area, depth) => load(depth + 1, area));
  }

  function load(depth, parent) {
    if (depth >= levels.length) {
      return;
    }
    const list = createResource(changed);
    lists = [...lists.slice(0, depth), list];
    const under = parent ? { parent: `${parent.level}:${parent.code}` } : {};
    list.load((signal) => getJson('/areas', { level: levels[depth].id, limit: MOST, ...under }, { signal }).then(({ items }) => items));
  }

  function choose(depth, chain, code) {
    const area = lists[depth].get().data.find((each) => each.code === code);
    const next = area ? [...chain.slice(0, depth), { level: area.level, code, name: area.name }] : chain.slice(0, depth);
    lists = lists.slice(0, depth + 1);
    listed = keyOf(next);
    area && load(depth + 1, area);
    onChoose(next);
  }

  const select = (list, depth, chain, error) => {
    const { status, data, error: fault, slow } = list.get();
    if (status === 'error') {
      return failure(fault, list.retry);
    }
    return data === null ? skeleton(1, slow) : data.length === 0 ? '' : one(data, depth, chain, error);
  };

  const one = (areas, depth, chain, error) =>
    field({
      id: `${id}-${depth}`,
      label: nameOf(levels[depth].name),
      error: depth === 0 ? error : '',
      control: (described, invalid) => html`<select id="${id}-${depth}" class="input" aria-describedby=${described} aria-invalid=${invalid} @change=${(event) => choose(depth, chain, event.target.value)}>
        <option value="" .selected=${!chain[depth]}>${t(depth === 0 ? 'area.choose' : 'area.any')}</option>
        ${areas.map(({ code, name }) => html`<option value=${code} .selected=${chain[depth]?.code === code}>${nameOf(name)}</option>`)}
      </select>`,
    });

  return {
    /** @param chain what is chosen so far */
    view(chain, error = '') {
      if (lists.length === 0 || keyOf(chain) !== listed) {
        relist(chain);
      }
      return lists.map((list, depth) => select(list, depth, chain, error));
    },
  };
}
