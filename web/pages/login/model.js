import { ApiError, postJson, putJson } from '../../core/api.js';
import { currentSession, setSession } from '../../core/session.js';

/** What the login page holds and does. The step follows from the session's duties; a password is forgotten when it served. */

const BLANK = { login: '', password: '', code: '', contact: '', oldPassword: '', newPassword: '', busy: false, error: null };

export const createModel = (store, done) => {
  const failed = (error) => store.set({ busy: false, error: error instanceof ApiError ? error : new ApiError('offline') });

  async function attempt(work) {
    store.set({ busy: true, error: null });
    try {
      await work();
      store.set({ busy: false });
    } catch (error) {
      failed(error);
    }
  }

  /** After a login: on to what must be done first, else to where one came from. */
  function entered(session, keep = {}) {
    setSession(session);
    store.set({ ...BLANK, ...keep, step: stepOf(session) });
    if (session.duties.length === 0) {
      done();
    }
  }

  return {
    logIn: () =>
      attempt(async () => {
        const { login, password, code, step } = store.get();
        const body = step === 'code' ? { login, password, code } : { login, password };
        try {
          const session = await postJson('/session', body);
          entered(session, session.duties.includes('change_password') ? { oldPassword: password } : {});
        } catch (error) {
          if (error.code !== 'second_factor_required') {
            throw error;
          }
          store.set({ step: 'code' });
        }
      }),

    changePassword: () =>
      attempt(async () => {
        const { oldPassword, newPassword } = store.get();
        entered(await putJson('/session/password', { old_password: oldPassword, new_password: newPassword }));
      }),

    beginSecondFactor: () =>
      attempt(async () => {
        store.set({ enrolment: await postJson('/session/second-factor'), step: 'enrol', code: '' });
      }),

    confirmSecondFactor: () =>
      attempt(async () => {
        const answer = await putJson('/session/second-factor', { code: store.get().code });
        store.set({ recovery: answer.recovery_codes, enrolment: null, step: 'recovery', code: '' });
      }),

    removeSecondFactor: () =>
      attempt(async () => {
        await postJson('/session/second-factor/removal', { password: store.get().password });
        store.set({ ...BLANK, step: 'mine', removed: true });
      }),

    sendCode: () =>
      attempt(async () => {
        const answer = await postJson('/session/codes', { contact: store.get().contact });
        store.set({ step: 'citizenCode', sent: answer });
      }),

    logInByCode: () =>
      attempt(async () => {
        const { contact, code } = store.get();
        entered(await postJson('/session/citizen', { contact, code }));
      }),
  };
};

export const blank = () => ({ ...BLANK, tab: 'staff', enrolment: null, recovery: null, sent: null, removed: false });

/** Where a session stands: what must be done, else one's own account, else the way in. */
export function stepOf(session = currentSession()) {
  if (!session?.account) {
    return 'enter';
  }
  if (session.duties.includes('change_password')) {
    return 'password';
  }
  return session.duties.includes('enrol_second_factor') ? 'duty' : 'mine';
}
