// Every component in every state: the reference of the look.
import { action, approve, ask, asOfNote, check, checks, choice, el, empty, failed, field, fileForm, flash, form, grade, icon, facts, lineErrors, money, page, plate, play, Problem, say,
        secret, sheet, skeleton, state, station, table, time, unsentButton, unsentRow, words } from './kit/kit.js';
import { outline, outlineNames } from './kit/outline.js';
import { tile } from './kit/photo.js';
import { signer } from './kit/signer.js';

const show = (title, ...content) => el('section', { class: 'panel' }, el('h2', {}, title), content);
const ago = (minutes) => new Date(Date.now() - minutes * 60000).toISOString();

const type = () => show('Type and things', el('h1', {}, 'Heading of a page, 24'), el('h2', {}, 'Heading of a panel, 18'),
        el('p', {}, 'Text, 15. ', el('span', { class: 'muted' }, 'Muted text. '), el('a', { href: '#type' }, 'A link')),
        el('p', { class: 'small muted' }, 'Small, 13'), el('div', { class: 'row' }, grade('A'), grade('B'), grade('C'), grade('R'), plate('RP0001000003A'),
                money({ amount: 12900, currency: 'USD' }), money({ amount: 12900, currency: 'JPY' }), time(ago(0)), time(ago(125))),
        facts(['Plate', plate('RP0001000003A')], ['Product type', 'Fleece'], ['Trip', '2']));

const buttons = () => show('Buttons', el('div', { class: 'row' }, el('button', { type: 'button' }, 'Does it'), el('button', { type: 'button', class: 'quiet' },
        'Less weight'), el('button', { type: 'button', class: 'stop' }, 'Cannot be undone'),
        el('button', { type: 'button', disabled: true }, 'Not now'), action('Works for a second', () => new Promise((resolve) => setTimeout(resolve, 1000)))),
el('div', { class: 'row' }, action('Open a sheet', async () =>
        { sheet('A sheet', el('p', {}, 'A form, the whole of one thing, or a question.'), form([field('name', 'Name')], 'Save', async () => {})); }),
        action('Ask', async () => ask('Close it?', 'Two pieces are still expected and will be reported as short.', 'Close it', async () => say('Closed.', 'good'))),
        action('Say something', async () => say('Saved.', 'good'))));

const states = () => show('States', el('div', { class: 'row' }, ['received', 'listed', 'quarantined', 'refurbishing', 'pending', 'open', 'claimed', 'damaged_in_transit',
        'revoked'].map((name) => state(name))),
        ['', 'good', 'attention', 'stop'].map((kind) => el('p', { class: `note ${kind}` }, kind && icon(kind),
                el('span', {}, `A note: ${kind || 'information'}. What happened, what was kept, what to do.`))));

function forms() {
        const wrong = form([
                field('name', 'Name', { value: 'Trail & Thread' }), field('slug', 'Slug', { hint: 'Lower-case letters, digits and dashes.', value: 'Trail' }),
                el('div', { class: 'pair' }, field('minutes', 'Minutes', { as: 'number', required: false }),
                        field('type', 'Type', { options: [['warehouse', 'Warehouse'], ['donation_center', 'Donation center']] })),
                field('note', 'Note', { area: true, required: false }), check('included', 'The plan includes resale', true),
                        checks('roles', 'Roles', [['receiver', 'Receiver'], ['grader', 'Grader']], ['grader']),
                choice('result', 'Is there a snag, hole or tear?', [['none', 'None'], ['small', 'Snag up to 10 mm'], ['large', 'Snag over 10 mm or a tear']], { chosen: 'small' }),
        ], 'Save', async () => { throw new Problem(422, { field: 'slug', detail: 'slug must be lower-case letters, digits and dashes.' }); });
        wrong.id = 'wrong';
        return show('Forms', wrong);
}

const rows = [{ title: 'Trail Jacket - M', lpn: 'RP0001000001E', price: { amount: 9900, currency: 'USD' }, state: 'listed', at: ago(8) },
        { title: 'Fleece - S', lpn: 'RP0001000003A', price: { amount: 8400, currency: 'USD' }, state: 'quarantined', at: ago(3000) }];
const lists = () => show('Lists', table([['Unit', (r) => r.title], ['Plate', (r) => plate(r.lpn)], ['Price', (r) => money(r.price), 'number'],
        ['State', (r) => state(r.state)], ['Since', (r) => time(r.at)], ['Actions', () => action('Open', async () => {})]],
        rows, { caption: 'A table; on phones its rows are cards.', marked: (r) => r.state === 'listed' }),
el('h3', {}, 'Empty'), empty('Nothing is on its way. Routed returns appear here.', action('Do the first step', async () => {}, '')), el('h3', {}, 'Loading'), skeleton(),
el('h3', {}, 'Failed'), failed(new Problem(503, { title: 'The database cannot be reached; retry shortly' }), () => {}), el('h3', {}, 'Shown once'),
        secret('The key of Trail & Thread.', 'rp_live_0000000000000000', () => {}));

const example = (what, state_, message) => ({ id: 0, what, state: state_, at: Date.now(), person: { name: 'Ada' }, mine: true, problem: message && { message } });
const away = () => {
        const waiting = [example('Received: Trail Jacket - M, CON-1', 'waiting'), example('Hold RP-0001-000003-A: a needle in the seam', 'waiting')];
        const refused = example('Received: Fleece - S, CON-1', 'refused', 'This line has been received already');
        return show('While the server is away', el('div', { class: 'row' }, unsentButton(waiting), unsentButton([...waiting, refused])),
                el('ol', { class: 'unsent' }, [...waiting, refused].map(unsentRow)), asOfNote(ago(20)));
};

const sample = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><rect width="160" height="120" fill="#7a8"/></svg>')}`;
const shot = () => el('img', { src: sample, alt: '' });
const photoTiles = () => show('Photos', el('ul', { class: 'strip' }, tile('1', shot(), 'Front', 'Taken', () => {}, 'taken'), tile('2', shot(), 'Back', 'Sending, 40 %', () => {}, 'sending'),
        tile('3', shot(), 'Inside', 'Refused', () => {}, 'refused'), outlineNames.filter(([name]) => name !== 'none').map(([name, text]) =>
                tile(name, outline(name), text, name === 'defect' ? 'If there is one' : 'Wanted', () => {}, 'wanted'))),
el('div', { class: 'photo-camera' }, el('div', { class: 'stage' }, outline('shoe', 'ghost')), el('p', { class: 'muted' }, 'The shoe from its outer side, over what the camera sees.')));

const figures = () => show('Figures, bars, and where a piece goes', el('p', { class: 'next' }, 'Tote: ', el('strong', {}, 'Bench')), el('ul', { class: 'figures' },
        el('li', {}, el('strong', {}, '3.2 h'), el('p', { class: 'muted' }, 'Median of 7 days, 412 units')),
        el('li', {}, el('strong', {}, '8.9 h'), el('p', { class: 'muted' }, 'Nine of ten within, 7 days'))),
[412, 96, 0].map((count) => el('div', { class: 'bar' }, el('progress', { value: String(count), max: '412', 'aria-hidden': 'true' }), el('span', {}, String(count)))));

const product = (title, picture, chosen) => el('li', { role: 'option', 'aria-selected': chosen }, el('span', { class: 'picture' }, picture),
        el('span', {}, el('span', {}, title), el('span', { class: 'small muted' }, 'Northlight · Fleece · $120.00'), el('span', { class: 'small muted code' }, 'TF-NVY-M · 4006381333931')));
const found = () => show('Products found', el('ul', { class: 'found', role: 'listbox', 'aria-label': 'Products' }, product('Trail Fleece, Navy / M', icon('listings'), 'true'),
        product('Trail Fleece, Red / L', el('span', { class: 'small' }, 'No picture'), 'false')));
const problem = new Problem(422, { code: 'lines-invalid', error_count: 2, errors: [{ line: 3, field: 'SKU', reason: 'is missing' }, { line: 7, field: 'Price', reason: 'must be an amount of USD' }] });
const files = () => show('Files', fileForm({ hint: 'CSV, up to 64 MB.', path: () => '', done: async () => {} }), el('progress', { max: 1, value: '0.4', 'aria-label': 'Sent' }),
        lineErrors(problem, 'spring.csv'));

function stations() {
        const desk = station({ label: 'Scan anything', prompt: 'Scan the label of a parcel.',
                onscan: async (code) => {
                        desk.tell({ kind: 'good', word: 'Scanned', plate: code, text: 'The next scan is not held up.' });
                        desk.undo(`${code} scanned`, async () => desk.tell({ kind: 'attention', word: 'Taken back', plate: code, text: 'By the button, F9, Ctrl+Z or the card UNDO.' }));
                } });
        const feedback = [['good', 'Received'], ['attention', 'Unexpected'], ['stop', 'Not taken'], ['wrong-place', 'Wrong tote'], ['heard', 'A scan is heard']];
        const strip = (kind) => { const one = desk.node.querySelector('.result').cloneNode(); one.className = `result ${kind}`; one.removeAttribute('role'); one.removeAttribute('aria-live');
                one.append(icon(kind), el('div', {}, el('strong', {}, words({ good: 'received', attention: 'unexpected', stop: 'not taken' }[kind])),
                        el('p', {}, plate('RP0001000003A')), el('p', {}, 'Fleece - S'))); return one; };
        return [desk.node, show('What came of a scan', ['good', 'attention', 'stop'].map(strip), el('p', { class: 'muted' },
                'Each result fills the screen for a moment and has a sound of its own, so that nobody has to look. ', el('a', { href: '/scan-check' }, 'Check a scanner'), '.'),
        el('div', { class: 'row' }, feedback.map(([sound, text]) => action(text, async () => {
                play(sound);
                if (sound !== 'heard') flash(sound === 'wrong-place' ? 'stop' : sound, text);
        }))))];
}

function stationSignIn() {
        const people = ['Kim Ito', 'Lee Brandt', 'Sam Okafor'].map((name, i) => ({ staff_id: String(i), name, number: 101 + i }));
        const wrong = () => new Problem(401, { detail: 'The badge or the PIN is not right.' });
        const one = signer({ people, done: () => {}, send: async (proof) => { throw proof.badge ? new Problem(401, { code: 'badge-and-pin' }) : wrong(); } });
        one.release();   /* badges go on switching the person here */
        const asked = { action: 'destroy', station: {}, what: 'Destroy Trail Jacket - M, RP-0001-000001-E: mould.', ask: async () => { throw wrong(); } };
        return show('The lock screen of a station', one, el('div', { class: 'row' }, action('A second person approves', async () =>
                say(await approve(asked) ? 'Approved.' : 'Nobody approved; nothing was changed.', 'attention'))));
}

await page({ place: 'style', title: 'Style', lead: 'Every component in every state, in the scheme your device asks for.' }, async ({ main }) => {
        main.append(...stations(), el('div', { class: 'columns' }, el('div', { class: 'stack' }, type(), buttons(), states(), figures(), found()),
                el('div', { class: 'stack' }, forms(), away(), stationSignIn(), files())), photoTiles(), lists());
        document.getElementById('wrong').requestSubmit();
        await new Promise((resolve) => setTimeout(resolve));
        document.activeElement.blur();
        scrollTo(0, 0);
});
