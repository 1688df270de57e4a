/** Calls that are heard: a chime, then the call in each language that the device can speak. Browsers ask for one click before. */

const LANGUAGES = ['zh-CN', 'en'];
const NOTES = [[880, 0], [660, 0.28]];
const CHIME_MS = 900;

export function createSound() {
  let context = null;
  let sentences = [];
  let turn = Promise.resolve();

  async function words(tag) {
    const response = await fetch(new URL(`../../locales/${tag}.json`, import.meta.url));
    const all = await response.json();
    return [tag, all['screen.say']];
  }

  function chime() {
    for (const [pitch, after] of NOTES) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      const start = context.currentTime + after;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.4, start);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.6);
    }
    return new Promise((resolve) => setTimeout(resolve, CHIME_MS));
  }

  /** Letter and digits one by one: «A 0 1 2», as they stand on the ticket. */
  function say({ label, counter }) {
    if (!('speechSynthesis' in window)) {
      return;
    }
    for (const [tag, sentence] of sentences) {
      const spoken = new SpeechSynthesisUtterance(sentence.replace('{label}', [...label].join(' ')).replace('{n}', String(counter ?? '')));
      spoken.lang = tag;
      spoken.rate = 0.9;
      speechSynthesis.speak(spoken);
    }
  }

  return {
    isOn: () => context?.state === 'running',
    async enable() {
      context ??= new AudioContext();
      await context.resume();
      sentences = await Promise.all(LANGUAGES.map(words)).catch(() => []);
      await chime();
    },
    /** One after the other, however fast they are called. */
    call(ticket) {
      if (context?.state === 'running') {
        turn = turn.then(chime).then(() => say(ticket), () => {});
      }
    },
  };
}
