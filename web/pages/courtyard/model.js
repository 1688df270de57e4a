import { getJson } from '../../core/api.js';
import { hasRole } from '../../core/session.js';
import { buildTree } from '../../components/category-tree.js';
import { createResource } from '../../core/resource.js';

const PAGE = 50;
const isOfResidents = (queue) => queue === 'residents' || queue === 'confirmed';

/** What the page knows: the community, its proposals, the open one, what is the reader's own; and for staff what is to be done. */
export function createModel(store, isStaff, changed) {
  const page = createResource(changed);
  const list = createResource(changed);
  const one = createResource(changed);
  const mine = createResource(changed);
  const queue = createResource(changed);
  const care = createResource(changed);
  const notices = createResource(changed);
  const residencies = createResource(changed);
  const tree = createResource(changed);
  const grids = createResource(changed);

  const loadPage = () => {
    const { area } = store.get();
    area ? page.load((signal) => getJson(`/courtyard/${encodeURIComponent(area)}`, {}, { signal }), { keep: page.get().data?.code === area }) : page.clear();
  };

  function loadList() {
    const { area, sort, filter } = store.get();
    area ? list.load((signal) => getJson(`/courtyard/${encodeURIComponent(area)}/proposals`, { sort, state: filter, limit: PAGE }, { signal }), { keep: true }) : list.clear();
  }

  /** The part that follows, behind what is there. */
  function more() {
    const { area, sort, filter } = store.get();
    const { items, next } = list.get().data;
    list.load((signal) => getJson(`/courtyard/${encodeURIComponent(area)}/proposals`, { sort, state: filter, limit: PAGE, cursor: next }, { signal }).then((after) => ({ ...after, items: [...items, ...after.items] })), { keep: true });
  }

  const loadOne = () => {
    const { proposal } = store.get();
    proposal ? one.load((signal) => getJson(`/proposals/${proposal}`, {}, { signal }), { keep: one.get().data?.id === proposal }) : one.clear();
  };

  const loadMine = () => (hasRole('citizen') ? mine.load((signal) => getJson('/session/courtyard', {}, { signal }), { keep: true }) : mine.clear());

  function loadDesk() {
    const { view, queue: name, area, notice } = store.get();
    if (view !== 'desk' || !isStaff()) {
      return;
    }
    care.get().data || care.load((signal) => getJson('/courtyard', { limit: 200 }, { signal }).then(({ items }) => items));
    tree.get().data || tree.load((signal) => getJson('/categories', {}, { signal }).then(({ items }) => buildTree(items)));
    if (isOfResidents(name)) {
      loadResidencies();
    } else if (name === 'notices') {
      area && notice === null ? notices.load((signal) => getJson(`/courtyard/${encodeURIComponent(area)}/notices`, {}, { signal }).then(({ items }) => items), { keep: true }) : area || notices.clear();
    } else {
      const [, path, params] = work();
      queue.load((signal) => getJson(path, params, { signal }), { keep: true });
    }
  }

  /** What the open list of the desk is made of. */
  function work() {
    const { queue: name, area } = store.get();
    return isOfResidents(name)
      ? [residencies, '/residencies', { status: name === 'confirmed' ? 'confirmed' : 'requested', limit: PAGE }]
      : [queue, '/proposals', { queue: name, area, limit: PAGE }];
  }

  function loadResidencies() {
    const [, path, params] = work();
    const keep = residencies.get().data?.of === params.status;
    hasRole('handler', 'lead') && residencies.load((signal) => getJson(path, params, { signal }).then((found) => ({ ...found, of: params.status })), { keep });
  }

  /** The part that follows, behind what is there. */
  function moreDesk() {
    const [resource, path, params] = work();
    const before = resource.get().data;
    resource.load((signal) => getJson(path, { ...params, cursor: before.next }, { signal }).then((after) => ({ ...before, ...after, items: [...before.items, ...after.items] })), { keep: true });
  }

  store.subscribe((state, keys) => {
    const has = (...names) => names.some((name) => keys.has(name));
    has('area') && loadPage();
    has('area', 'sort', 'filter') && loadList();
    has('proposal') && loadOne();
    has('view', 'queue', 'area') && loadDesk();
  });

  return {
    page, list, one, mine, queue, care, notices, residencies, tree, grids,
    more, moreDesk, loadMine, loadDesk,
    start() {
      loadPage();
      loadList();
      loadOne();
      loadMine();
      loadDesk();
    },
    /** After something was done: everything that may show it. */
    refresh() {
      loadList();
      loadOne();
      loadMine();
      loadDesk();
    },
    refreshPage: loadPage,
    loadGrids: (level, code) => grids.load((signal) => getJson(`/areas/${level}/${encodeURIComponent(code)}/children`, { limit: 200 }, { signal }).then(({ items }) => items)),
  };
}
