// Feedback without looking: a sound of its own for each result, and the whole screen for a moment.
import { el, icon } from './dom.js';

/* [hertz, ms, pause after] and the shape of the wave: they differ in pitch, number and rhythm, so that none is taken for another. */
const sounds = {
        heard: { wave: 'sine', notes: [[660, 45, 0]] },
        good: { wave: 'sine', notes: [[784, 70, 20], [1175, 110, 0]] },
        attention: { wave: 'triangle', notes: [[587, 110, 90], [587, 110, 0]] },
        stop: { wave: 'square', notes: [[165, 420, 0]] },
        'wrong-place': { wave: 'sawtooth', notes: [[880, 90, 10], [622, 90, 10], [880, 90, 10], [622, 160, 0]] },
};
export const soundNames = Object.keys(sounds);
export const volumes = [['1', 'Loud'], ['0.4', 'Normal'], ['0.12', 'Quiet'], ['0', 'Off']];
export const volume = () => localStorage.getItem('volume') ?? '0.4';

let context;

/** Browsers allow sound from the first key or touch on. */
function wake() {
        if (!globalThis.AudioContext) return;
        context ??= new AudioContext();
        if (context.state === 'suspended') context.resume();
}
for (const gesture of ['keydown', 'pointerdown']) addEventListener(gesture, wake, { once: true, capture: true });

/** One of soundNames. */
export function play(name) {
        const loud = Number(volume()), { wave, notes } = sounds[name];
        if (loud) wake();
        if (!loud || !context) return;
        let at = context.currentTime + 0.01;
        for (const [hertz, ms, pause] of notes) {
                const tone = new OscillatorNode(context, { type: wave, frequency: hertz }), gain = new GainNode(context, { gain: 0 }), end = at + ms / 1000;
                gain.gain.setTargetAtTime(loud * (wave === 'sine' ? 0.5 : 0.25), at, 0.004);
                gain.gain.setTargetAtTime(0, end - 0.012, 0.006);
                tone.connect(gain).connect(context.destination);
                tone.start(at);
                tone.stop(end + 0.03);
                at = end + pause / 1000;
        }
}

const shownFor = 700;
let screen, timer;

/** The colour of the result over the whole screen, with its word: in nobody's way, not read out (the strip is), and with less motion wanted a frame only. */
export function flash(kind, word) {
        screen ??= el('div', { class: 'flash', popover: 'manual', 'aria-hidden': 'true' });
        screen.className = `flash ${kind}`;
        screen.replaceChildren(icon(kind), el('strong', {}, word));
        if (!screen.isConnected) document.body.append(screen);
        screen.hidePopover?.();
        screen.showPopover?.();                                                   /* above an open sheet */
        clearTimeout(timer);
        timer = setTimeout(() => { screen.hidePopover?.(); screen.remove(); }, shownFor);
}

/** A choice of how loud, kept on this device; the choice is heard. */
export function volumeChoice() {
        const select = el('select', { id: 'volume', onchange: () => { localStorage.setItem('volume', select.value); play('good'); } },
                volumes.map(([value, text]) => el('option', { value }, text)));
        select.value = volume();
        return el('div', { class: 'field volume' }, el('label', { for: 'volume' }, 'Sound'), select);
}
