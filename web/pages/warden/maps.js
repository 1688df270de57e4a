import { nameOf, t } from '../../core/i18n.js';
import { createFieldMap } from '../../map/field-map.js';
import { glyphAddress } from './words.js';
import { openTasks } from './model.js';
import { placeOf, shaped } from './place.js';

/** Keeps the maps of the page in step with its state: the large one of the grids, the small one of the form. */
export function bindMaps({ store, actions }) {
  const large = holder('map', { onTask: (id) => actions.go(`task/${id}`) }, 28);
  const small = holder('form-map', { onTap: (point) => actions.pin(point), still: true }, 8);

  return {
    update() {
      const state = store.get();
      large.update(state, (map) => {
        map.showMe(state.position);
        map.showTasks(openTasks(state).filter(({ lon }) => lon !== undefined && lon !== null).map(markOf));
      });
      small.update(state, (map, fresh) => {
        const { pinned, point } = placeOf(state);
        map.showMe(pinned ? state.position : point);
        map.showPin(pinned ? point : null);
        map.movable(state.moving);
        if (point && (fresh || !state.moving)) {
          map.moveTo(point, pinned || point.accuracy < 60 ? 17 : 16);
        }
      });
    },
    relabel() {
      large.forget();
      small.forget();
    },
    fitGrids: () => large.get()?.fit((store.get().base ? shaped(store.get().base) : []).map(labelled), 28),
    toMe: () => store.get().position && large.get()?.moveTo(store.get().position),
  };
}

const markOf = (task) => ({ id: task.id, lon: task.lon, lat: task.lat, label: `${t('field.task')} ${task.title}`, tone: 'due', glyph: glyphAddress(task.kind === 'inspection' ? 'check' : 'flag') });

const labelled = (grid) => ({ ...grid, label: nameOf(grid.name) });

/** One map, made when its element is there and dropped with it. */
function holder(id, options, padding) {
  let map = null;
  let element = null;
  let drawn = null;
  let roads = null;

  function drop() {
    map?.remove();
    map = null;
    element = null;
    drawn = null;
    roads = null;
  }

  return {
    get: () => map,
    forget: () => {
      drawn = null;
      roads = null;
    },
    update(state, show) {
      const now = document.getElementById(id);
      if (now !== element) {
        drop();
        element = now;
        map = now && createFieldMap(now, options);
      }
      if (!map) {
        return;
      }
      if (roads !== state.roads) {
        roads = state.roads;
        map.showRoads((roads ?? []).map(labelled));
      }
      const fresh = drawn !== state.base;
      if (fresh && state.base) {
        const own = shaped(state.base).map(labelled);
        map.showGrids(own, (state.base.neighbours ?? []).filter(({ geometry }) => geometry).map(labelled));
        drawn === null && map.fit(own, padding);
        drawn = state.base;
      }
      show(map, fresh);
    },
  };
}
