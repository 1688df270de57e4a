import { getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';

const MOST = 1000;

/** What the page holds: the areas below the one that is open, and each tab's list, read when it is looked at. */
export function createModel(store, changed, today, works) {
  const resource = () => createResource(changed);
  const areas = resource();
  const trail = resource();
  const shapes = resource();
  const coverage = resource();
  const visits = resource();
  const vacancies = resource();
  const lost = resource();
  const people = resource();
  const assignments = resource();
  const plans = resource();
  const tasks = resource();
  const devices = resource();
  let roots = [];
  const within = () => (store.get().area ? { area: store.get().area } : {});
  const path = (key) => key.split(':').map(encodeURIComponent).join('/');

  async function readAreas() {
    const { area } = store.get();
    trail.load(async (signal) => {
      if (!area) {
        return [];
      }
      const [one, above] = await Promise.all([getJson(`/areas/${path(area)}`, {}, { signal }), getJson(`/areas/${path(area)}/parents`, {}, { signal })]);
      return [...above.items, one];
    }, { keep: true });
    await areas.load(async (signal) => {
      const { items } = await getJson('/wardens/areas', within(), { signal });
      area || (roots = items.map(({ level, code }) => `${level}:${code}`));
      return items;
    });
    tab() === 'grids' && readNames();
    readShapes();
  }

  function readShapes() {
    const list = areas.get().data ?? [];
    if (list.length === 0) {
      shapes.clear();
      return;
    }
    const codes = new Set(list.map(({ code }) => code));
    const box = boxOf(list);
    shapes.load((signal) => getJson('/areas.geojson', { level: list[0].level, bbox: box.join(','), zoom: 16 }, { signal })
      .then(({ features }) => features.filter(({ properties }) => codes.has(properties.code))));
  }

  const days = () => {
    const { from, to } = store.get();
    return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  };
  const found = () => {
    const { finding, noted } = store.get();
    return { ...within(), ...days(), ...(finding ? { finding } : {}), ...(noted ? { noted: 'true' } : {}), limit: 50 };
  };
  const more = (list, route, params) => list.load(async (signal) => {
    const known = list.get().data;
    const next = await getJson(route, { ...params, cursor: known.next }, { signal });
    return { items: [...known.items, ...next.items], next: next.next };
  }, { keep: true });

  const reads = {
    coverage: () => coverage.load((signal) => getJson('/wardens/coverage', { ...within(), ...days(), ...(store.get().tab === 'coverage' && store.get().missed ? { missed: 'true' } : {}), limit: MOST }, { signal }), { keep: true }),
    visits: () => visits.load((signal) => getJson('/wardens/visits', found(), { signal }), { keep: true }),
    vacancies() {
      vacancies.load((signal) => getJson('/wardens/vacancies', { ...within(), duty: store.get().duty, limit: 200 }, { signal }), { keep: true });
      lost.load((signal) => getJson('/wardens/vacancies/lost', {}, { signal }));
    },
    people: () => works && people.load((signal) => getJson('/wardens/people', { ...(store.get().q ? { q: store.get().q } : {}), limit: 500 }, { signal }), { keep: true }),
    plans: () => plans.load((signal) => getJson('/wardens/plans', { ...within(), limit: 200 }, { signal }), { keep: true }),
    tasks() {
      const { state, kind, overdue } = store.get();
      tasks.load((signal) => getJson('/wardens/tasks', { ...within(), ...(state ? { state } : {}), ...(kind ? { kind } : {}), ...(overdue ? { overdue: 'true' } : {}), limit: 200 }, { signal }), { keep: true });
    },
    devices: () => (store.get().person ? devices.load((signal) => getJson('/field/devices', { account: store.get().person }, { signal })) : devices.clear()),
    assignments: () => (store.get().grid ? assignments.load((signal) => getJson('/wardens/assignments', { grid: store.get().grid, limit: 200 }, { signal }), { keep: true }) : assignments.clear()),
  };

  /** What each tab shows beside the areas. */
  const needed = { grids: ['coverage', 'people'], people: ['people'], vacancies: ['vacancies'], import: [], handover: ['people'], phones: ['people', 'devices'], plans: ['plans', 'coverage'], tasks: ['tasks', 'coverage', 'people'], coverage: ['coverage', 'visits'] };
  const tab = () => store.get().tab ?? (works ? 'grids' : 'coverage');
  const readTab = () => needed[tab()]?.forEach((name) => name === 'coverage' && tab() === 'grids' ? readNames() : reads[name]());
  /** Of grids, where the areas below are grids: a whole city's are counted, not listed. */
  const readNames = () => {
    const list = areas.get().data;
    list?.length > 0 && list.every(({ grids }) => grids === 1) && reads.coverage();
  };

  store.subscribe((_, keys) => {
    keys.has('area') && readAreas();
    (keys.has('area') || keys.has('tab')) && readTab();
    (keys.has('from') || keys.has('to') || keys.has('missed')) && reads.coverage();
    tab() === 'coverage' && ['from', 'to', 'finding', 'noted'].some((key) => keys.has(key)) && reads.visits();
    keys.has('duty') && reads.vacancies();
    keys.has('q') && reads.people();
    (keys.has('state') || keys.has('kind') || keys.has('overdue')) && reads.tasks();
    keys.has('person') && reads.devices();
    keys.has('grid') && reads.assignments();
  });

  const boxes = new WeakMap();

  return {
    areas, trail, shapes, coverage, visits, vacancies, lost, people, assignments, plans, tasks, devices, reads, tab,
    isRoot: (key) => roots.includes(key),
    knowsRoots: () => roots.length > 0,
    morePeople: () => more(people, '/wardens/people', { ...(store.get().q ? { q: store.get().q } : {}), limit: 500 }),
    moreVacancies: () => more(vacancies, '/wardens/vacancies', { ...within(), duty: store.get().duty, limit: 200 }),
    moreCoverage: () => more(coverage, '/wardens/coverage', { ...within(), ...days(), ...(store.get().missed ? { missed: 'true' } : {}), limit: MOST }),
    moreVisits: () => more(visits, '/wardens/visits', found()),
    /** Of the areas in sight; the same array as long as they are. */
    box() {
      const list = areas.get().data;
      if (!list || list.length === 0) {
        return null;
      }
      boxes.has(list) || boxes.set(list, boxOf(list));
      return boxes.get(list);
    },
    /** After something was changed. */
    reread() {
      readAreas();
      readTab();
      reads.assignments();
    },
    start() {
      getJson('/wardens/areas').then(({ items }) => {
        roots = items.map(({ level, code }) => `${level}:${code}`);
        // who looks after one area begins in it
        roots.length === 1 && !store.get().area ? store.set({ area: roots[0] }) : changed();
      }, () => {});
      readAreas();
      readTab();
    },
  };
}

const boxOf = (list) => list.map(({ bbox }) => bbox).reduce(([a, b, c, d], [w, s, e, n]) => [Math.min(a, w), Math.min(b, s), Math.max(c, e), Math.max(d, n)]);
