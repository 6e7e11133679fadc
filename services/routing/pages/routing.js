// Where a merchant's returns go: destinations, product rules, workflows, and each decision with its trace.
import { action, api, ask, check, el, empty, field, form, forMerchant, list, page, say, sheet, state, table, time, words } from './kit/kit.js';
import { loopPanels } from './loop.js';
import { conditionFields, conditionsOf, dryRun, inWords, linesTable } from './routing-parts.js';

const modes = [['only_receive', 'Only receive what matches'], ['receive_all', 'Receive all that matches'], ['do_not_receive', 'Do not receive what matches']];
const actions = [['donate', 'Donate: send to the destination'], ['keep_item', 'The customer keeps the item']];
const modeWords = Object.fromEntries(modes);

let may, at, merchant, body, destinations;

const refresh = () => show(merchant);
const path = (...rest) => [at, ...rest].join('/');
const name = (id) => destinations.find((d) => d.destination_id === id)?.name || '';

/** A sheet with a form that changes the set-up. */
function edit(title, parts, submit, send) {
        const open = sheet(title, form(parts, submit, async (given, node) => {
                await send(given, node);
                open.close();
                await refresh();
                say('Saved. It holds for returns that are routed from now on.', 'good');
        }));
}

const panel = (title, add, ...content) => el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, title), add), content);
const setter = (label, open) => may() && action(label, async () => open());

/* --- destinations --- */

const addDestination = () => edit('Add a destination', [
        field('name', 'Name'), field('type', 'Type', { options: [['warehouse', 'Warehouse'], ['donation_center', 'Donation center']] }),
        field('address1', 'Street'), el('div', { class: 'pair' }, field('city', 'City'), field('zip', 'Postal code')),
                field('country_code', 'Country', { hint: 'Two letters, such as US.', maxlength: 2 }),
        check('is_partner', 'It is ours: what goes there is expected at our dock'),
], 'Add destination', ({ name: called, type, is_partner, ...address }) => api('POST', path('destinations'), { name: called, type, is_partner, address }));

async function change(d, what, said) {
        await api('PATCH', path('destinations', d.destination_id), what);
        await refresh();
        say(said, 'good');
}

const destinationActions = (d) => may() && el('div', { class: 'row' },
        !d.is_default && d.enabled && d.type === 'warehouse' && action('Make default', () => change(d, { is_default: true }, `${d.name} is the default.`)),
        !d.is_default && (d.enabled ? action('Disable', () => change(d, { enabled: false }, `Nothing more goes to ${d.name}.`))
                : action('Enable', () => change(d, { enabled: true }, `${d.name} receives again.`))));

const destinationList = () => destinations.length ? table([
        ['Name', (d) => d.name], ['Type', (d) => words(d.type)], ['City', (d) => d.address.city],
        ['State', (d) => el('div', { class: 'row' }, d.is_default && state('active', 'Default'), d.is_partner && state('partner', 'Ours'),
                !d.enabled && state('disabled'))], ['Actions', destinationActions],
], destinations) : empty('No destination yet. Add the merchant’s own warehouse first, then ours.');

/* --- rules and workflows: a change makes a new version, an end keeps the history --- */

const end = (title, sentence, ...where) => action('End', async () => ask(title, sentence, 'End it', async () => { await api('DELETE', path(...where)); await refresh(); }));
const choices = () => destinations.filter((d) => d.enabled).map((d) => [d.destination_id, d.name]);

const ruleForm = (rule) => edit(rule ? 'Change the rule' : 'Add a product rule', [
        field('destination_id', 'Destination', { options: choices(), value: rule?.destination_id }), field('mode', 'It is to', { options: modes, value: rule?.mode }),
                ...conditionFields(rule?.conditions, merchant.currency),
], 'Save', (given) => api('POST', path('rules'), { ...(rule && { rule_id: rule.rule_id }), destination_id: given.destination_id, mode: given.mode,
        conditions: conditionsOf(given, merchant.currency) }));

const rulesTable = (rules) => rules.length ? table([
        ['Destination', (r) => name(r.destination_id)], ['Rule', (r) => modeWords[r.mode]], ['What matches', (r) => inWords(r.conditions, merchant.currency)],
        ['Version', (r) => r.version, 'number'],
        ['Actions', (r) => may() && el('div', { class: 'row' }, action('Change', async () => ruleForm(r)),
                end('End this rule?', 'Returns routed from now on do not meet it. Earlier decisions keep it in their trace.', 'rules', r.rule_id))],
], rules) : empty('No product rule: every return goes to the default destination.');

const workflowForm = (flow) => edit(flow ? 'Change the workflow' : 'Add a workflow', [
        field('name', 'Name', { value: flow?.name }), field('action', 'What happens', { options: actions, value: flow?.action }),
        field('destination_id', 'Destination', { options: [['', 'None: the customer keeps it'], ...choices()], value: flow?.destination_id || '', required: false }),
        field('priority', 'Priority', { as: 'number', value: String(flow?.priority ?? 10), hint: 'The highest that matches decides.' }),
                ...conditionFields(flow?.conditions, merchant.currency),
], 'Save', ({ name: called, action: what, destination_id, priority, ...rest }) => api('POST', path('workflows'), {
        ...(flow && { workflow_id: flow.workflow_id }), name: called, action: what, priority, ...(destination_id && { destination_id }), conditions: conditionsOf(rest, merchant.currency),
}));

const workflowsTable = (workflows) => workflows.length ? table([
        ['Name', (w) => w.name], ['What happens', (w) => w.action === 'keep_item' ? 'The customer keeps it' : `To ${name(w.destination_id)}`],
        ['When', (w) => inWords(w.conditions, merchant.currency)],
        ['Priority', (w) => w.priority, 'number'], ['Version', (w) => w.version, 'number'],
        ['Actions', (w) => may() && el('div', { class: 'row' }, action('Change', async () => workflowForm(w)),
                end(`End ${w.name}?`, 'Returns routed from now on do not meet it. Earlier decisions keep it in their trace.', 'workflows', w.workflow_id))],
], workflows) : empty('No workflow yet. A workflow looks at the reason of a return first, such as “Item arrived damaged”.');

/* --- settings --- */

const settingsForm = (settings) => edit('Change how it is decided', [
        check('enforce_product_rules', 'Enforce product rules: one shipment per destination', settings.enforce_product_rules),
        field('donate_scope', 'A matching donate workflow sends', { options: [['line', 'the line it matches'], ['return', 'the whole return']], value: settings.donate_scope }),
], 'Save', (given) => api('PUT', path('settings'), given));

const loopForm = () => edit('Connect Loop', [field('secret', 'Signing secret', { type: 'password', minlength: 16,
        hint: 'From Loop’s developer settings. It is kept encrypted and not shown again.' }),
        el('p', { class: 'small muted' }, 'Let Loop send its return and label webhooks to ', el('code', {}, `${location.origin}/routing/v1/webhooks/loop/${merchant.merchant_id}`), '.')],
'Connect', (given) => api('PUT', path('connections/loop'), given));

const settingsText = (s) => el('ul', { class: 'trace' },
        el('li', {}, s.enforce_product_rules ? 'Product rules are enforced: one shipment per destination.'
                : 'Product rules are not enforced: lines that disagree all go to the default destination.'),
        el('li', {}, s.donate_scope === 'line' ? 'A donate workflow sends the line that it matches.' : 'One line that a donate workflow matches sends the whole return.'));

/* --- decisions --- */

const goesTo = (d) => [...new Set(d.lines.map((l) => l.destination || 'stays with the customer'))].join(', ');

const decision = async (d) => sheet(`Return ${d.provider_return_id}`, el('p', { class: 'muted' }, d.order_name, ' · ', d.carrier, ' ',
        d.tracking_number || 'no tracking number', ' · ', time(d.decided_at)),
        d.conflicts.map((text) => el('p', { class: 'note attention' }, text)), linesTable(d.lines));

const decisions = () => list({ path: path('decisions'), empty: 'No return was routed yet. Decisions appear here as Loop sends returns.', columns: [
        ['Order', (d) => d.order_name || d.provider_return_id], ['Lines', (d) => d.lines.length, 'number'], ['Goes to', goesTo],
        ['Tracking', (d) => d.tracking_number && el('span', { class: 'code' }, d.tracking_number)],
        ['Conflicts', (d) => d.conflicts.length ? state('paused', String(d.conflicts.length)) : ''], ['Decided', (d) => time(d.decided_at)],
        ['Actions', (d) => action('Why', () => decision(d))],
] });

async function show(one) {
        merchant = one;
        at = `/routing/v1/merchants/${one.merchant_id}`;
        const get = async (part) => (await api('GET', `${path(part)}?limit=200`)).items;
        const [places, rules, workflows, settings, loop] = await Promise.all([get('destinations'), get('rules'), get('workflows'), api('GET', path('settings')),
                loopPanels(at, { setter: may(), sees: may('supervisor'), refresh })]), decided = decisions();
        destinations = places;
        body.replaceChildren(
                !one.resale_included ? el('p', { class: 'note attention' },
                        'This merchant’s plan does not include resale: nothing can be set up or routed. An administrator amends the plan under Set-up.') : '',
                panel('Destinations', setter('Add destination', addDestination), destinationList()),
                panel('Workflows', setter('Add workflow', workflowForm), workflowsTable(workflows)),
                panel('Product rules', setter('Add rule', ruleForm), rulesTable(rules)),
                el('div', { class: 'columns' }, panel('How it is decided', setter('Change', () => settingsForm(settings)), settingsText(settings)),
                        panel('Loop', setter('Connect', loopForm), el('p', { class: 'muted' },
                                'Loop tells of returns and labels by signed webhooks. A new secret replaces the one before.'), loop.told)),
                panel('Decisions', action('Dry run', async () => dryRun(path('dry-run'), merchant.currency, name)), decided),
                loop.reports ? panel('Told to Loop', '', ...loop.reports) : '');
        await decided.refresh();
}

await page({ place: 'routing', title: 'Routing', lead: 'Where a merchant’s returns go, and why.' }, async (parts) => {
        may = parts.may;
        body = el('div', { class: 'stack' });
        parts.main.append(body);
        await forMerchant(parts, show);
});
