// Telling a person what came of it.
import { Problem } from './api.js';
import { el, icon } from './dom.js';

/** A message that stays until the next one or until it is dismissed. kind: good, attention, stop. */
export function say(message, kind = '') {
        const box = document.getElementById('said');
        const dismiss = el('button', { type: 'button', onclick: () => box.replaceChildren() }, 'Dismiss');
        box.replaceChildren(...(message ? [el('div', { class: `note ${kind}` }, kind && icon(kind), el('p', {}, message), dismiss)] : []));
}

/** Run what a person asked for; a problem is told by `tell`, anything else is a fault of ours and goes on. */
export async function attempt(work, tell = (problem) => say(problem.message, 'stop')) {
        try {
                return await work();
        } catch (error) {
                if (!(error instanceof Problem)) throw error;
                if (error.status !== 401) tell(error);
                return undefined;
        }
}

/** A button that cannot be pressed twice while its work runs. kind: quiet, stop. command: the card that presses it, such as HOLD. */
export function action(label, work, kind = 'quiet', command = undefined) {
        const button = el('button', { type: 'button', class: kind, 'data-command': command, onclick: async () => {
                button.disabled = true;
                await attempt(work).finally(() => { button.disabled = false; });
        } }, label);
        return button;
}

/** What goes wrong while a part loads: what happened, and a way to try again. */
export const failed = (error, again) => el('div', { class: 'note stop', role: 'alert' }, icon('stop'), el('p', {}, error.message),
        el('button', { type: 'button', onclick: again }, 'Try again'));
