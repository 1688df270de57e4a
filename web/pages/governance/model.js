import { getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';

/** Each tab's figures, read when it is looked at. */
export function createModel(store, changed) {
  const resource = () => createResource(changed);
  const risks = resource();
  const conflicts = resource();
  const repeaters = resource();
  const risers = resource();
  const tasks = resource();
  const task = resource();
  const effect = resource();
  const units = resource();
  const corrections = resource();
  const trial = resource();
  const duplicates = resource();
  const duplicateTrial = resource();
  const drivers = resource();
  const open = (name, params = {}) => (signal) => getJson(`/governance/${name}`, params, { signal });

  const reads = {
    risks() {
      risks.load(open('risks'), { keep: true });
      repeaters.load(open('repeaters'), { keep: true });
      reads.conflicts();
      reads.risers();
    },
    conflicts: () => conflicts.load(open('conflicts', { kind: store.get().kind ?? 'address' }), { keep: true }),
    risers: () => risers.load(open('risers', { against: store.get().against ?? 'before' }), { keep: true }),
    tasks: () => tasks.load(open('tasks', { ...(store.get().state ? { state: store.get().state } : {}), limit: 200 }), { keep: true }),
    drivers: () => drivers.load(open('drivers', { days: store.get().days ?? 28, against: store.get().against ?? 'before' }), { keep: true }),
    corrections() {
      corrections.load(open('corrections'), { keep: true });
      duplicates.load(open('duplicates'), { keep: true });
    },
    duplicateTrial: ({ category, area, from_unit: from, to_unit: unit }) => duplicateTrial.load(open('duplicates/backtest', { category, level: area.level, area: area.code, from, unit })),
    trial: ({ category, rule_areas: areas, to_unit: unit }) => trial.load(open('corrections/backtest', { category, level: areas[0].level, area: areas.map(({ code }) => code).join(','), unit })),
    task() {
      const id = store.get().task;
      if (!id) {
        task.clear();
        effect.clear();
        return;
      }
      task.load(open(`tasks/${id}`));
      effect.load(open(`tasks/${id}/effect`));
    },
    /** Who is in charge of an area, and those beside it below the same. */
    units(area) {
      units.load(async (signal) => {
        const { items } = await getJson('/units', { area, limit: 50 }, { signal });
        const [level, code] = area.split(':');
        const above = await getJson(`/areas/${encodeURIComponent(level)}/${encodeURIComponent(code)}/parents`, {}, { signal });
        const lists = await Promise.all(above.items.map((each) => getJson('/units', { area: `${each.level}:${each.code}`, limit: 50 }, { signal })));
        return [...items, ...lists.reverse().flatMap((list) => list.items)];
      });
    },
  };

  const tab = () => store.get().tab ?? 'risks';
  const readTab = () => {
    tab() === 'risks' && reads.risks();
    tab() === 'tasks' && reads.tasks();
    tab() === 'corrections' && reads.corrections();
    tab() === 'drivers' && reads.drivers();
  };

  store.subscribe((_, keys) => {
    keys.has('tab') && readTab();
    keys.has('kind') && reads.conflicts();
    keys.has('against') && (tab() === 'drivers' ? reads.drivers() : reads.risers());
    keys.has('days') && reads.drivers();
    keys.has('state') && reads.tasks();
    keys.has('task') && reads.task();
  });

  return {
    risks, conflicts, repeaters, risers, tasks, task, effect, units, corrections, trial, duplicates, duplicateTrial, drivers, reads, tab,
    start() {
      readTab();
      reads.task();
    },
  };
}
