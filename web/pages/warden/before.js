import { openTasks } from './model.js';
import { pictureOf } from './wire.js';

/**
 * The photos of the request whose handling is looked at, asked for with the phone's token while its task is on the screen. They are a citizen's,
 * so that the phone does not keep them: `before` of the state has an address by the photo's id, or `gone`.
 */
export function showBefore(store) {
  const asking = new Set();

  const wanted = (state) => (state.tab === 'task' && !state.wiped ? (openTasks(state).find(({ id }) => String(id) === state.shown)?.request?.photos ?? []) : []);

  async function ask(id, token) {
    asking.add(id);
    const found = await pictureOf(token, id).then(
      (blob) => URL.createObjectURL(blob),
      ({ kind }) => (kind === 'refused' ? 'gone' : null), // else asked again when there is a network
    );
    asking.delete(id);
    const state = store.get();
    if (found && wanted(state).includes(id)) {
      store.set({ before: { ...state.before, [id]: found } });
    } else if (found) {
      URL.revokeObjectURL(found);
    }
  }

  function forgetOthers({ before }, ids) {
    const others = Object.keys(before).filter((id) => !ids.includes(id));
    others.forEach((id) => URL.revokeObjectURL(before[id]));
    others.length > 0 && store.set({ before: Object.fromEntries(Object.entries(before).filter(([id]) => ids.includes(id))) });
  }

  function follow(state) {
    const ids = wanted(state);
    forgetOthers(state, ids);
    const { before, device, online } = state;
    online && device?.token && ids.filter((id) => !(id in before) && !asking.has(id)).forEach((id) => ask(id, device.token));
  }

  store.subscribe((state, keys) => ['tab', 'shown', 'work', 'online', 'device'].some((key) => keys.has(key)) && follow(state));
  follow(store.get());
}
