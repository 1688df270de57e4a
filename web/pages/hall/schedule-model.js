import { getJson, postJson, putJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { check, faultAt } from './schedule-check.js';
import { BLANK, bodyOf, draftOf, sectionsThatDiffer } from './schedule-draft.js';
import { scheduleRefusal } from './words.js';

const FOLLOW_EVERY_MS = 1000;
const FOLLOWED = 120;

/**
 * A hall's schedule while it is changed: what was read, what is typed, what it would do. Nothing is applied that was not previewed as it
 * stands, and what somebody else changed meanwhile never costs what was typed.
 */
export function createSchedule(store, model, changed, timeZone) {
  const read = createResource(changed);
  let of = null;
  let base = null;
  let draft = null;
  let faults = new Map();
  let preview = null;
  let conflict = null;
  let busy = false;
  let done = null;
  let refused = null;

  async function fetchCurrent(signal) {
    try {
      return await getJson(model.path('/schedule'), {}, { signal });
    } catch (error) {
      if (error.code === 'unknown_hall') {
        return { ...BLANK, settings: { ...BLANK.settings, zone: timeZone }, new: true }; // a place that takes no bookings yet
      }
      throw error;
    }
  }

  function load() {
    of = store.get().hall;
    forget();
    draft = null;
    read.load(async (signal) => {
      base = await fetchCurrent(signal);
      draft = draftOf(base);
      return base;
    });
  }

  function forget() {
    faults = new Map();
    preview = null;
    conflict = null;
    refused = null;
    done = null;
  }

  /** At a path of names and numbers; `undefined` takes away. What was previewed does not hold any more. */
  function edit(path, value) {
    draft = changedAt(draft, path, value);
    forgetFaultsOf(path.join('-'));
    preview = null;
    done = null;
    refused = null;
    changed();
  }

  /** Of what was edited, of what it is part of, and of hours that it may have overlapped. */
  function forgetFaultsOf(id) {
    const hours = /^queues-\d+-templates/.exec(id)?.[0];
    const isWhole = (at) => hours && (at === hours || (at.startsWith(`${hours}-`) && /^\d+$/.test(at.slice(hours.length + 1))));
    [...faults.keys()].filter((at) => at === id || at.startsWith(`${id}-`) || isWhole(at)).forEach((at) => faults.delete(at));
  }

  function isReady() {
    faults = check(draft);
    changed();
    faults.size > 0 && focusFirst();
    return faults.size === 0;
  }

  const focusFirst = () => requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector('.sched [aria-invalid=true]')?.focus()));

  async function attempt(work) {
    if (busy || !isReady()) {
      return null;
    }
    busy = true;
    refused = null;
    changed();
    try {
      return await work();
    } catch (error) {
      await refuse(error);
      return null;
    } finally {
      busy = false;
      changed();
    }
  }

  /** Fields carry their own fault where the server names one that can be told apart; all else stands above the buttons. */
  async function refuse(error) {
    if (error.code === 'schedule_changed') {
      const theirs = await fetchCurrent().catch(() => null);
      conflict = theirs ? { theirs, sections: sectionsThatDiffer(base, theirs) } : null;
      conflict || (refused = error);
      return;
    }
    const at = faultAt(draft, error.field);
    at ? faults.set(at, scheduleRefusal(error)) : (refused = error);
    at && focusFirst();
  }

  /** While some have heard nothing yet: they do within seconds, or a minute when they are very many. */
  async function follow() {
    const mine = done;
    const path = model.path('/schedule/affected');
    for (let tries = 0; tries < FOLLOWED && done === mine && mine.offers_follow; tries += 1) {
      await new Promise((later) => setTimeout(later, FOLLOW_EVERY_MS));
      if (done !== mine || document.hidden) {
        continue;
      }
      const now = await getJson(path).catch(() => null);
      if (now && done === mine) {
        take(mine, now);
        changed();
      }
    }
  }

  /** Of those of this change only. */
  function take(mine, now) {
    const offers = new Map(now.affected.map((each) => [each.id, each.offer]));
    mine.affected = mine.affected.map((each) => ({ ...each, offer: offers.get(each.id) ?? each.offer ?? null }));
    mine.offered = mine.affected.filter(({ offer }) => offer).length;
    mine.offers_follow = now.offers_follow;
  }

  return {
    read, load, edit,
    view: () => ({ draft, base, faults, preview, conflict, busy, done, refused, changed: draft !== null && JSON.stringify(draft) !== JSON.stringify(draftOf(base)) }),
    open: () => of !== store.get().hall && load(),
    add: (path, item) => edit(path, [...valueAt(draft, path), item]),
    remove: (path, index) => edit(path, valueAt(draft, path).filter((_, i) => i !== index)),
    async preview() {
      done = null;
      const found = await attempt(() => postJson(model.path('/schedule/preview'), bodyOf(draft, base.version)));
      if (found) {
        preview = found;
        changed();
        requestAnimationFrame(() => document.getElementById('preview-title')?.focus());
      }
    },
    async apply() {
      const applied = await attempt(() => putJson(model.path('/schedule'), bodyOf(draft, base.version)));
      if (!applied) {
        return;
      }
      base = await fetchCurrent().catch(() => ({ ...base, ...bodyOf(draft, applied.version) }));
      draft = draftOf(base);
      forget();
      done = applied;
      changed();
      follow();
      model.reread();
      requestAnimationFrame(() => document.getElementById('done-title')?.focus());
    },
    /** Goes on from what is there now, with all that was typed; it has to be previewed again. */
    keepMine() {
      base = conflict.theirs;
      conflict = null;
      preview = null;
      changed();
    },
    takeTheirs() {
      base = conflict.theirs;
      draft = draftOf(base);
      forget();
      changed();
    },
    discard() {
      draft = draftOf(base);
      forget();
      changed();
    },
  };
}

const valueAt = (draft, path) => path.reduce((value, name) => value[name], draft);

function changedAt(value, [name, ...rest], to) {
  const next = rest.length === 0 ? to : changedAt(value[name], rest, to);
  return Array.isArray(value) ? value.map((each, i) => (i === Number(name) ? next : each)) : { ...value, [name]: next };
}
