/**
 * The slot that this tab holds, so that a reload or a slip does not lose it. Its token opens that hold only, and goes with the tab;
 * names and phones are never kept: the next person may sit at the same screen.
 */
const KEY = 'servicemap.hold';

export function keptHold() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** @param hold `{id, token}`, or null for none */
export function keepHold(hold) {
  try {
    hold ? sessionStorage.setItem(KEY, JSON.stringify({ id: hold.id, token: hold.token })) : sessionStorage.removeItem(KEY);
  } catch {
    // without storage a reload starts anew
  }
}
