import { api, attempt, el, field, say, shell, table, time, values } from '/accounts/kit/kit.js';

const main = await shell({ service: 'accounts', title: 'Set-up' });
const scopes = ['routing:read', 'routing:write', 'intake:read', 'intake:write', 'grading:read', 'listing:read', 'listing:write', 'orders:read', 'orders:write'];
const roles = ['administrator', 'supervisor', 'receiver', 'technician', 'grader', 'lister', 'fulfilment'];

const input = (name, more = {}) => el('input', { name, required: true, ...more });

/** A panel with a list and a form that adds to it. */
async function panel(title, path, columns, empty, form, body) {
        const list = el('div', {}, el('p', { class: 'empty' }, 'Loading…'));
        const refresh = async () => { list.replaceChildren(table(columns, (await api('GET', `${path}?limit=200`)).items, empty)); };
        form.addEventListener('submit', (event) => {
                event.preventDefault();
                attempt(async () => {
                        const made = await api('POST', path, body(form));
                        say(made.password ? `Added. The password, shown this once: ${made.password}` : made.key ? `Added. The key, shown this once: ${made.key}` : 'Added.', 'good');
                        form.reset();
                        await refresh();
                });
        });
        main.append(el('section', { class: 'panel' }, el('h2', {}, title), list, el('details', {}, el('summary', {}, `Add to ${title.toLowerCase()}`), form)));
        await attempt(refresh);
}

const checks = (name, all) => el('fieldset', { class: 'columns' }, el('legend', { class: 'small muted' }, name),
        all.map((one) => el('label', { class: 'check' }, el('input', { type: 'checkbox', name, value: one }), one)));

await panel('Merchants', '/accounts/v1/merchants', [
        ['Name', (m) => m.name], ['Slug', (m) => m.slug], ['Plan', (m) => m.resale_included ? m.plan : `${m.plan} (without resale)`],
        ['Currency', (m) => m.currency], ['Time zone', (m) => m.time_zone],
        ['Keys', (m) => el('button', { class: 'quiet', onclick: () => attempt(() => newKey(m)) }, 'New API key')],
], 'No merchant yet. A merchant is a brand whose goods you resell; add the first one below.', el('form', {},
        field('Name', input('name')), field('Slug (lower-case letters, digits, dashes)', input('slug', { pattern: '[a-z0-9][a-z0-9\\-]*' })),
        field('Plan', input('plan')), field('Currency', input('currency', { maxlength: 3, placeholder: 'USD' })),
        field('Time zone', input('time_zone', { placeholder: 'America/New_York' })),
        el('label', { class: 'check' }, el('input', { type: 'checkbox', name: 'resale_included', checked: true }), 'The plan includes resale'),
        el('button', {}, 'Add merchant')), (form) => ({ ...values(form), resale_included: form.elements.resale_included.checked }));

async function newKey(merchant) {
        const made = await api('POST', `/accounts/v1/merchants/${merchant.merchant_id}/keys`, { name: 'storefront', scopes });
        say(`The key of ${merchant.name}, shown this once: ${made.key}`, 'good');
}

await panel('Facilities', '/accounts/v1/facilities', [['Name', (f) => f.name], ['City', (f) => f.address.city], ['Time zone', (f) => f.time_zone]],
        'No facility yet. A facility is a warehouse where units are received.', el('form', {},
                field('Name', input('name')), field('Street', input('address1')), field('City', input('city')), field('Time zone', input('time_zone')),
                el('button', {}, 'Add facility')),
        (form) => { const { name, time_zone, ...address } = values(form); return { name, time_zone, address }; });

await panel('Staff', '/accounts/v1/staff', [
        ['Name', (s) => s.name], ['Email', (s) => s.email], ['Roles', (s) => s.roles.join(', ')], ['Since', (s) => time(s.created_at)],
], 'Nobody yet.', el('form', {}, field('Name', input('name')), field('Email', input('email', { type: 'email' })), checks('roles', roles), el('button', {}, 'Add to staff')),
(form) => ({ name: form.elements.name.value, email: form.elements.email.value, roles: new FormData(form).getAll('roles') }));
