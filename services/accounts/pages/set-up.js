// Merchants with their keys, facilities, staff, and what was changed.
import { action, api, ask, check, checks, el, field, form, list, page, say, secret, sheet, state, table, time, words, empty, all } from './kit/kit.js';
import { identity } from './identity.js';
import { printersPanel } from './printers.js';

const scopes = ['routing:read', 'routing:write', 'intake:read', 'intake:write', 'grading:read', 'listing:read', 'listing:write', 'orders:read', 'orders:write'];
const roles = ['administrator', 'supervisor', 'receiver', 'technician', 'grader', 'lister', 'fulfilment'].map((name) => [name, words(name)]);
const zone = (name) => field('time_zone', 'Time zone', { hint: 'Such as America/New_York.', value: name || Intl.DateTimeFormat().resolvedOptions().timeZone });

/** A list and the button that adds to it. */
function panel(title, add, open, node) {
        const button = action(add, async () => open());
        return el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, title), button), node);
}

/** A sheet with a form; afterwards the list is fresh. done(answer, sheet) may go on in the sheet, else it closes. */
function edit(title, parts, submit, send, after, done) {
        const open = sheet(title, form(parts, submit, async (given) => {
                const answer = await send(given);
                await after();
                if (done) return done(answer, open);
                open.close();
                say('Saved.', 'good');
        }));
}

/* --- merchants --- */

const merchants = list({ path: '/accounts/v1/merchants', empty: 'No merchant yet. A merchant is a brand whose goods you resell.',
        first: action('Add the first merchant', async () => addMerchant(), ''), columns: [
        ['Name', (m) => m.name], ['Slug', (m) => el('code', {}, m.slug)], ['Plan', (m) => m.plan],
        ['Resale', (m) => m.resale_included ? state('active', 'Included') : state('paused', 'Not in the plan')],
        ['Currency', (m) => m.currency], ['Added', (m) => time(m.created_at)],
        ['Actions', (m) => el('div', { class: 'row' }, action('Keys', () => keys(m)),
                el('a', { class: 'button quiet', href: `/intake/catalogue.html?merchant=${m.merchant_id}` }, 'Catalogue'), action('Change', async () => changeMerchant(m)))],
] });

const addMerchant = () => edit('Add a merchant', [
        field('name', 'Name'), field('slug', 'Slug', { hint: 'Lower-case letters, digits and dashes; it stands in addresses.', pattern: '[a-z0-9][a-z0-9\\-]*',
                title: 'Use lower-case letters, digits and dashes.' }),
        field('plan', 'Plan', { hint: 'As it is called in the contract.' }), check('resale_included', 'The plan includes resale', true),
        el('div', { class: 'pair' }, field('currency', 'Currency', { value: 'USD', maxlength: 3, hint: 'Three letters.' }), zone()),
], 'Add merchant', (given) => api('POST', '/accounts/v1/merchants', given), merchants.refresh);

const changeMerchant = (m) => edit(`Change ${m.name}`, [field('name', 'Name', { value: m.name }), field('plan', 'Plan', { value: m.plan }),
        check('resale_included', 'The plan includes resale', m.resale_included)],
        'Save', (given) => api('PATCH', `/accounts/v1/merchants/${m.merchant_id}`, given), merchants.refresh);

async function keys(m) {
        const at = `/accounts/v1/merchants/${m.merchant_id}/keys`, place = el('div', { class: 'stack' });
        const fill = async () => {
                const items = await all(at);
                place.replaceChildren(items.length ? table([
                        ['Name', (k) => k.name], ['Begins', (k) => el('code', {}, k.prefix)], ['May', (k) => el('span', { class: 'small' }, k.scopes.join(', '))],
                        ['Added', (k) => time(k.created_at)],
                        ['Actions', (k) => k.revoked_at ? state('revoked') : action('Revoke', () => revoke(k))],
                ], items) : empty('No key yet. A storefront or a connector needs one.'));
        };
        const revoke = async (k) => ask(`Revoke ${k.name}?`, 'Whoever uses this key is refused at once. A new key can be made at any time.', 'Revoke',
                async () => { await api('DELETE', `${at}/${k.key_id}`); await fill(); });
        await fill();
        const open = sheet(`API keys of ${m.name}`, place, el('hr'), el('h3', {}, 'New key'),
                form([field('name', 'Name', { hint: 'Who will use it.' }), checks('scopes', 'It may', scopes)], 'Make key',
                async (given) => { const made = await api('POST', at, given); open.show(secret(`The key of ${m.name}.`, made.key, open.close)); }));
}

/* --- facilities --- */

const facilities = list({ path: '/accounts/v1/facilities', empty: 'No facility yet. A facility is a warehouse where units are received.', columns: [
        ['Name', (f) => f.name], ['Street', (f) => f.address.address1], ['City', (f) => [f.address.city, f.address.zip].filter(Boolean).join(' ')],
        ['Time zone', (f) => f.time_zone], ['Added', (f) => time(f.created_at)],
] });

const addFacility = () => edit('Add a facility', [
        field('name', 'Name'), field('address1', 'Street'), el('div', { class: 'pair' }, field('city', 'City'), field('zip', 'Postal code', { required: false })),
        field('country_code', 'Country', { hint: 'Two letters, such as US.', maxlength: 2, pattern: '[A-Z]{2}', title: 'Use two capital letters, such as US.' }), zone(),
], 'Add facility', ({ name, time_zone, ...address }) => api('POST', '/accounts/v1/facilities', { name, time_zone, address }), facilities.refresh);

/* --- staff --- */

const staff = list({ path: '/accounts/v1/staff', empty: 'Nobody yet.', columns: [
        ['Name', (s) => el('div', {}, el('div', {}, s.name), el('div', { class: 'small muted' }, s.email))], ['Roles', (s) => s.roles.map(words).join(', ')],
        ['Number', (s) => s.number, 'number'],
        ['State', (s) => s.disabled_at ? state('disabled') : state('active')], ['Added', (s) => time(s.created_at)],
        ['Actions', (s) => el('div', { class: 'row' }, action('Badge', async () => identity(s, staff.refresh)), action('Change', async () => changeMember(s)),
                s.disabled_at ? action('Enable', () => setDisabled(s, false))
                : action('Disable', async () =>
                ask(`Disable ${s.name}?`, 'They are signed out everywhere and cannot sign in until somebody enables them again. What they did stays under their name.',
                        'Disable', () => setDisabled(s, true))))],
] });

async function setDisabled(s, disabled) {
        await api('PATCH', `/accounts/v1/staff/${s.staff_id}`, { disabled });
        await staff.refresh();
        say(disabled ? `${s.name} cannot sign in any more.` : `${s.name} can sign in again.`, 'good');
}

const addMember = () => edit('Add to staff', [field('name', 'Name'), field('email', 'Email', { type: 'email' }), checks('roles', 'Roles', roles)], 'Add to staff',
        (given) => api('POST', '/accounts/v1/staff', given), staff.refresh, (made, open) => open.show(secret(`The password of ${made.name}.`, made.password, open.close)));

const changeMember = (s) => edit(`Change ${s.name}`, [field('name', 'Name', { value: s.name }), checks('roles', 'Roles', roles, s.roles),
        field('password', 'New password', { type: 'password', autocomplete: 'new-password', required: false, minlength: 12, hint: 'At least 12 characters; left empty, it stays.' })],
'Save', (given) => api('PATCH', `/accounts/v1/staff/${s.staff_id}`, given), staff.refresh);

/* --- stations --- */

const stations = list({ path: '/accounts/v1/stations', empty: 'No station yet. On a device that several people share, press your name at the top, then Use this device as a station.',
        columns: [
        ['Name', (s) => s.name], ['Facility', (s) => s.facility], ['Locks after', (s) => `${s.idle_minutes} min`], ['Enrolled', (s) => s.enrolled_at ? time(s.enrolled_at) : 'No device yet'],
        ['Last sign-in', (s) => time(s.seen_at)], ['State', (s) => s.revoked_at ? state('revoked') : state('active')],
        ['Actions', (s) => s.revoked_at ? '' : action('Revoke', async () => ask(`Revoke ${s.name}?`, 'Who is signed in there is signed out, and no badge or PIN opens it any more.', 'Revoke',
                async () => { await api('DELETE', `/accounts/v1/stations/${s.station_id}`); await stations.refresh(); say(`${s.name} is no station any more.`, 'good'); }))],
] });

/* --- the audit --- */

const names = new Map();
const actor = (text) => names.get(text.replace(/^staff:/, '')) || text.split(':')[0];
const audit = list({ path: '/accounts/v1/audit', limit: 20, empty: 'Nothing was changed yet.', columns: [
        ['When', (a) => time(a.at)], ['Who', (a) => actor(a.actor)], ['What', (a) => words(a.action.replace('.', ' '))],
        ['Of', (a) => el('span', { class: 'small muted' }, names.get(a.subject) || a.subject)],
] });

await page({ place: 'setup', title: 'Set-up', lead: 'Who takes part: merchants, facilities, printers, staff.' }, async ({ main }) => {
        const printers = printersPanel();
        main.append(panel('Merchants', 'Add merchant', addMerchant, merchants), panel('Facilities', 'Add facility', addFacility, facilities), printers,
                panel('Staff', 'Add to staff', addMember, staff), el('section', { class: 'panel' }, el('h2', {}, 'Stations'), stations),
                el('section', { class: 'panel' }, el('h2', {}, 'What was changed'), audit));
        await Promise.all([merchants.refresh(), facilities.refresh(), printers.refresh(), staff.refresh(), stations.refresh()]);
        (await all('/accounts/v1/staff')).forEach((s) => names.set(s.staff_id, s.name));
        (await all('/accounts/v1/stations')).forEach((s) => names.set(s.station_id, s.name));
        (await all('/accounts/v1/merchants')).forEach((m) => names.set(m.merchant_id, m.name));
        await audit.refresh();
});
