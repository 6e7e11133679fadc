// The top bar's right end: who works here, and the way out.
import { api } from './api.js';
import { el } from './dom.js';
import { currentPerson, leave, screen } from './person.js';
import { attempt } from './say.js';
import { words } from './show.js';
import { leaving } from './unsent.js';

const signOut = () => leaving(() => attempt(() => api('POST', '/accounts/v1/sign-out')));

/** The name, to switch by, and the way out. */
export function whoIsHere(me, may) {
        const roles = el('span', { class: 'roles' }), place = el('span', {}), more = el('span', { class: 'small muted', id: 'who-more' }, roles, place);
        const name = el('button', { type: 'button', 'aria-haspopup': 'dialog', 'aria-describedby': more.id, onclick: () => attempt(async () => {
                if (me.station) await screen(true);
                else (await import('./you.js')).you(me, may);
        }) });
        const show = () => {
                name.textContent = currentPerson() ? me.name : 'Nobody';
                roles.textContent = currentPerson() ? me.roles.map(words).join(', ') : '';
                place.textContent = me.station ? `${me.station.name}, ${me.station.facility}` : '';
        };
        document.addEventListener('person-changed', show);
        show();
        return [el('div', { class: 'who' }, name, more), el('button', { type: 'button', class: 'quiet', onclick: () => me.station ? leave() : signOut() }, me.station ? 'Lock' : 'Sign out')];
}
