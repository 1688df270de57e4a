import { deleteJson, getJson, newKey, postJson, send, setCsrfToken } from './api.js';

export { newKey, send };

/** Who is logged in here. `null` until it is known; an account of `null` is nobody. */

let session = null;
const listeners = new Set();

export const currentSession = () => session;
export const currentAccount = () => session?.account ?? null;
export const hasRole = (...roles) => currentAccount()?.roles.some((role) => roles.includes(role)) ?? false;
export const onSession = (listener) => listeners.add(listener);

/** Takes what the server says of the session: after a login, or from `openSession`. */
export function setSession(next) {
  session = next;
  setCsrfToken(next?.csrf_token ?? null);
  listeners.forEach((listener) => listener(next));
  return next;
}

/** Asks the server; `account` is null for nobody. */
export const openSession = () => getJson('/session').then(setSession);

/** The same for pages that work as for nobody when they cannot find out. */
export const loadSession = () => openSession().catch(() => session);

export const logIn = (login, password, code) => postJson('/session', { login, password, ...(code ? { code } : {}) }).then(setSession);

export async function logOut(everywhere = false) {
  await deleteJson(everywhere ? '/sessions' : '/session');
  await loadSession();
}

/** The login page, which leads back to where one is. */
export const loginHref = () => `/login?return_to=${encodeURIComponent(location.pathname + location.search)}`;
