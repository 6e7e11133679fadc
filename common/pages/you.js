// One's own things: the PIN, and making this device a station. Loaded when somebody asks for it.
import { all, api } from './api.js';
import { el } from './dom.js';
import { field, form } from './form.js';
import { action, say } from './say.js';
import { sheet } from './sheet.js';
import { facts, words } from './show.js';

const digits = { type: 'password', inputmode: 'numeric', pattern: '[0-9]{4,8}', maxlength: 8, title: 'A PIN has 4 to 8 digits.' };

export function choosePin(me) {
        const made = sheet(me.pin_set_at ? 'Change my PIN' : 'Choose my PIN', el('p', { class: 'muted' }, 'It signs you in at stations, beside your name or your badge.'), form([
                field('pin', 'New PIN', { ...digits, hint: '4 to 8 digits that nobody tries first.' }), field('password', 'Your password', { type: 'password', autocomplete: 'current-password' }),
        ], 'Save', async (given) => {
                await api('POST', '/accounts/v1/me/pin', given, { signIn: false });
                me.pin_set_at = new Date().toISOString();
                made.close();
                say('Your PIN is saved.', 'good');
        }));
}

async function enrol() {
        const [facilities, stations] = await Promise.all([all('/accounts/v1/facilities'), all('/accounts/v1/stations')]), free = stations.filter((one) => !one.revoked_at);
        const take = async ({ station_id }) => { await api('POST', `/accounts/v1/stations/${station_id}/enrol`); location.reload(); };
        if (!facilities.length) return say('Add a facility under Set-up first: a station stands in one.', 'attention');
        return sheet('Use this device as a station', el('p', { class: 'muted' }, 'People switch here by badge or PIN, and it locks when nobody is there. The device itself may do nothing.'), form([
                field('name', 'Name', { hint: 'Such as Dock 2.', maxlength: 60 }), field('facility_id', 'Facility', { options: facilities.map((f) => [f.facility_id, f.name]) }),
                field('idle_minutes', 'Minutes until it locks', { as: 'number', value: '10' }),
        ], 'Use it as a new station', async (given) => take(await api('POST', '/accounts/v1/stations', given))),
        free.length ? [el('hr'), el('h3', {}, 'Or in the place of another device'), form([
                field('station_id', 'Station', { options: free.map((one) => [one.station_id, `${one.name}, ${one.facility}`]), hint: 'The device that it was is no station any more.' }),
        ], 'Use it as this station', take, { kind: 'quiet' })] : '');
}

export function you(me, may) {
        const made = sheet(me.name, facts(['Roles', me.roles.map(words).join(', ')], ['Number', String(me.number)]), el('div', { class: 'row' },
                action(me.pin_set_at ? 'Change my PIN' : 'Choose my PIN', async () => { made.close(); choosePin(me); }),
                may('supervisor') && action('Use this device as a station', async () => { made.close(); await enrol(); })));
}
