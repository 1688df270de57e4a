import { getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { newKey, send } from '../../core/session.js';
import { FILTERS } from './address.js';

const PAGE = 50;
const MOST = 500;
const CLAIM_AGAIN_MS = 120_000;
/** States in which a dispatcher decides, and keeps others from deciding meanwhile. */
const TO_DECIDE = ['received', 'disputed'];

/** Which lists an account has, by its roles; of those with `late`, what is past its date is counted too. */
export function tabsOf({ roles, unit }) {
  const any = (...wanted) => wanted.some((role) => roles.includes(role));
  return [
    any('dispatcher', 'operator') && { id: 'queue', query: { view: 'queue' } },
    any('dispatcher', 'supervisor') && { id: 'disputed', late: true, query: { view: 'disputed' } },
    any('dispatcher', 'handler', 'lead', 'supervisor') && { id: 'work', query: { view: 'work', unit } },
    any('dispatcher', 'supervisor') && { id: 'extensions', late: true, query: { view: 'extensions' } },
    any('dispatcher', 'handler', 'lead', 'supervisor') && { id: 'suspended', late: true, query: { view: 'suspended', unit } },
    unit && any('handler', 'lead') && { id: 'asked', query: { view: 'all', asked: unit } },
    any('handler', 'lead') && { id: 'mine', query: { view: 'work', mine: 'true' } },
    any('operator') ? { id: 'callbacks', query: { view: 'callbacks' } } : unit && any('lead', 'supervisor') && { id: 'callbacks', query: { view: 'callbacks', unit, sensitive: 'true' } },
    any('operator', 'dispatcher', 'supervisor') && { id: 'publication', query: { view: 'publication' } },
    { id: 'all', query: { view: 'all' } },
  ].filter(Boolean);
}

/** The list under the address's tab and filters, the open request, counts and claims. */
export function createModel(store, account, changed, onLate) {
  const list = createResource(changed);
  const detail = createResource(changed);
  const tabs = tabsOf(account);
  const counts = new Map();
  const late = new Map();
  let claim = { number: null, others: false };
  let claimTimer = null;

  const tab = () => tabs.find(({ id }) => id === store.get().tab) ?? tabs[0];
  const isStaff = (role) => account.roles.includes(role);

  function query() {
    const state = store.get();
    const filters = Object.fromEntries(FILTERS.map((name) => [name, state[name]]));
    return { ...filters, ...dropEmpty(tab().query) };
  }

  /** How many rows were asked for stands with them: of some a reader sees fewer. */
  const loadList = () => list.load(async (signal) => ({ ...await getJson('/requests', { ...query(), limit: PAGE }, { signal }), rows: PAGE }));

  function more() {
    const { data, status } = list.get();
    if (data?.next && status === 'ready') {
      list.load(async (signal) => {
        const { items, next } = await getJson('/requests', { ...query(), limit: PAGE, cursor: data.next }, { signal });
        return { items: [...data.items, ...items], next, rows: data.rows + PAGE };
      }, { keep: true });
    }
  }

  function loadDetail() {
    const { number } = store.get();
    if (number) {
      detail.load((signal) => getJson(`/requests/${encodeURIComponent(number)}`, {}, { signal }));
    } else {
      detail.clear();
    }
  }

  /** News without a flicker: what cannot be had now is tried again at the next turn. */
  async function refresh() {
    const asked = JSON.stringify(query());
    const rows = Math.min(MOST, list.get().data?.rows ?? PAGE);
    try {
      const news = { ...await getJson('/requests', { ...query(), limit: rows }), rows };
      if (asked === JSON.stringify(query()) && list.get().status === 'ready') {
        list.load(async () => news, { keep: true });
      }
      await refreshDetail();
    } catch {
      // the list that is shown stays
    }
  }

  async function refreshDetail() {
    const { number } = store.get();
    if (number && detail.get().status === 'ready') {
      const news = await getJson(`/requests/${encodeURIComponent(number)}`);
      if (store.get().number === number && detail.get().status === 'ready') {
        detail.load(async () => news, { keep: true });
      }
    }
  }

  async function count() {
    for (const one of tabs) {
      try {
        counts.set(one.id, await getJson('/requests/count', dropEmpty(one.query)));
      } catch {
        counts.delete(one.id);
      }
      one.late && await countLate(one);
      changed();
    }
  }

  /** What has become late since the last count is told; what was late when the desk was opened stands at its tab. */
  async function countLate({ id, query: fixed }) {
    try {
      const found = counts.get(id)?.count > 0 ? (await getJson('/requests/count', dropEmpty({ ...fixed, late: 'true' }))).count : 0;
      if (late.has(id) && found > late.get(id)) {
        onLate(id, found);
      }
      late.set(id, found);
    } catch {
      late.delete(id);
    }
  }

  /** Keeps the open request for this dispatcher, again and again; gives back what was kept before. */
  async function keep() {
    const { number } = store.get();
    if (!isStaff('dispatcher') || claim.number === number) {
      return;
    }
    release();
    const request = detail.get().data?.request;
    if (number && request?.number === number && TO_DECIDE.includes(request.state)) {
      claim = { number, others: false };
      await takeClaim(number);
    }
  }

  async function takeClaim(number) {
    clearTimeout(claimTimer);
    let others = false;
    try {
      await send('PUT', `/requests/${number}/claim`);
    } catch (error) {
      others = error.code === 'claimed_by_another';
    }
    if (claim.number === number) {
      claim = { number, others };
      claimTimer = setTimeout(() => takeClaim(number), CLAIM_AGAIN_MS);
      changed();
    }
  }

  function release() {
    clearTimeout(claimTimer);
    if (claim.number && !claim.others) {
      send('DELETE', `/requests/${claim.number}/claim`).catch(() => {}); // its lease ends anyway
    }
    claim = { number: null, others: false };
  }

  async function act(number, action, body, key = newKey()) {
    const after = await send('POST', `/requests/${number}/actions/${action}`, body, { key });
    loadDetail();
    refresh();
    count();
    return after;
  }

  store.subscribe((_, keys) => {
    if (keys.has('tab') || FILTERS.some((name) => keys.has(name))) {
      loadList();
    }
    if (keys.has('number')) {
      loadDetail();
      release();
    }
  });

  return {
    list, detail, tabs, tab, counts, late, more, refresh, count, act, keep,
    claimedByOthers: () => claim.number !== null && claim.number === store.get().number && claim.others,
    /** Ends when all is counted. */
    start() {
      loadList();
      loadDetail();
      return count();
    },
    reload() {
      loadDetail();
      refresh();
    },
  };
}

const dropEmpty = (query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value));
