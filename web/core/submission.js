import { postJson } from './api.js';

const IDLE = Object.freeze({ status: 'idle', error: null });

/**
 * Sends one thing at most once. Without an answer nobody knows whether it arrived: then the same body and key stay, and
 * sending again sends exactly them. States: `idle`, `sending`, `unsure` (no answer), `refused` (an answer: change something).
 */
export function createSubmission(changed) {
  let state = IDLE;
  let pending = null;

  function become(status, error = null) {
    state = Object.freeze({ status, error });
    changed();
  }

  /** @returns the answer, or null when there was none or a refusal: `get()` says which */
  async function send(path, body) {
    if (state.status === 'sending') {
      return null;
    }
    pending ??= { path, body, key: newKey() };
    become('sending');
    try {
      const answer = await postJson(pending.path, pending.body, { key: pending.key });
      pending = null;
      become('idle');
      return answer;
    } catch (error) {
      if (error.kind === 'request') {
        pending = null;
      }
      become(error.kind === 'request' ? 'refused' : 'unsure', error);
      return null;
    }
  }

  return {
    send,
    get: () => state,
    /** Whether something was sent whose fate is not known: nothing of it may change now. */
    isHeld: () => pending !== null,
    forget() {
      pending = null;
      become('idle');
    },
  };
}

/** Random and never used again; `crypto.randomUUID` is missing on pages without TLS. */
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
