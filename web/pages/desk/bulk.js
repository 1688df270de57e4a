import { newKey } from '../../core/session.js';

/** Not for many at once: they need a look at each, or forms of their own. */
const ONE_BY_ONE = ['undo', 'assign', 'split', 'correct', 'appraise', 'call_back', 'add_facts'];
const AT_ONCE = 3;

/**
 * One action on many requests: each is sent by itself, once, and refused by itself; what was refused stays chosen and says why.
 *
 * @param act sends one: number, action, body, key
 */
export function createBulk({ account, changed, tableOf, act, done }) {
  const chosen = new Map();
  let on = false;
  let action = null;
  let form = idle();
  let refused = new Map();

  function idle() {
    return { error: null, field: null, message: '', sending: false };
  }

  function end() {
    on = false;
    action = null;
    refused = new Map();
    chosen.clear();
    changed();
  }

  function choose(request, wanted) {
    wanted ? chosen.set(request.number, request) : chosen.delete(request.number);
    action = null;
    changed();
  }

  /** What the table allows to the caller's roles in the states of all that are chosen. */
  function possible() {
    const rows = tableOf()?.transitions ?? [];
    const requests = [...chosen.values()];
    return requests.length === 0
      ? []
      : rows
          .filter((row) => !ONE_BY_ONE.includes(row.action) && row.by.some((actor) => account.roles.includes(actor)))
          .filter((row) => requests.every(({ state }) => row.from.includes(state)))
          .map((row) => row.action);
  }

  async function submit(body) {
    const open = [...chosen.values()].map((request) => ({ request, key: newKey() }));
    const after = [];
    refused = new Map();
    form = { ...idle(), sending: true };
    changed();
    const worker = async () => {
      for (let next = open.shift(); next; next = open.shift()) {
        const { request, key } = next;
        try {
          after.push(await act(request.number, action, { version: request.version, ...body }, key));
          chosen.delete(request.number);
        } catch (error) {
          refused.set(request.number, error);
        }
        changed();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    finish(after);
  }

  function finish(after) {
    const took = action;
    form = idle();
    if (refused.size === 0) {
      end();
    }
    const undo = took === 'dispatch' && after.length > 0 ? () => Promise.allSettled(after.map(({ number, version }) => act(number, 'undo', { version }))) : null;
    done({ action: took, done: after.length, undo });
    changed();
  }

  return {
    end, choose, possible, submit,
    isOn: () => on,
    has: (number) => chosen.has(number),
    size: () => chosen.size,
    refused: () => refused,
    action: () => action,
    form: () => form,
    missing(field, message) {
      form = { ...idle(), field, message };
      changed();
    },
    begin() {
      on = true;
      changed();
    },
    take(next) {
      action = next || null;
      form = idle();
      changed();
    },
    all(requests) {
      requests.forEach((request) => chosen.set(request.number, request));
      changed();
    },
  };
}
