// The board of work: by stage, what is late first, who works on it, what it waits for, and how full a stage is.
import { action, all, api, chooser, el, field, form, live, minor, money, page, plate, Problem, say, sheet, state, time, words } from './kit/kit.js';
import { orderPath, planSheet, scheduleSheet, withinLimit } from './work-plan.js';

const often = 5000;   /* ms */
const stages = { to_plan: 'To plan', planned: 'Planned', working: 'In work', paused: 'Blocked', to_grade: 'To grade' };
const nothing = { to_plan: 'Nothing asks for work. Triage and grades send units here.', planned: 'Nothing is planned.', working: 'Nobody works on anything.',
        paused: 'Nothing waits for a part, advice or a tool.', to_grade: 'All that was worked on is graded.' };

let may, board;

const minutesOf = (job) => {
        const running = job.running_since ? (Date.now() - new Date(job.running_since)) / 1000 : 0, done = Math.round(((job.seconds || 0) + running) / 60);
        return job.expected_minutes === null ? '' : job.running_since || job.seconds ? `${done} of ${job.expected_minutes} min` : `${job.expected_minutes} min`;
};

async function start(job) {
        const begun = await withinLimit(may, (reason) => api('POST', orderPath(job, job.work_order_id, '/start'), { reason }));
        if (begun) location.assign(`/grading/work.html?scan=${job.lpn}`);
}

const link = (text, href, job) => el('a', { class: 'button quiet', href: `${href}?scan=${job.lpn}`, 'aria-label': `${text} ${job.title || 'unit'}, ${job.lpn}` }, text);
const button = (text, job, work) => {
        const node = action(text, work);
        node.setAttribute('aria-label', `${text} ${job.title || 'unit'}, ${job.lpn}`);
        return node;
};

function tools(stage, job) {
        if (stage === 'to_grade') return link('Grade', '/grading/', job);
        if (!may('technician', 'supervisor')) return '';
        if (stage === 'to_plan') return button('Plan', job, () => planSheet(job, { may, planned: async () => { say('The work is planned.', 'good'); await board.refresh(); } }));
        return [stage === 'planned' && ['received', 'graded', 'refurbishing'].includes(job.unit_state) && button('Start', job, () => start(job)), link('Open', '/grading/work.html', job),
                may('supervisor') && button('Due', job, async () => scheduleSheet(job, board.refresh))];
}

const card = (stage, job) => el('li', {}, el('article', { class: `job ${job.late ? 'late' : ''}` },
        el('div', { class: 'row between' }, el('strong', {}, job.title || 'Unit'), job.late ? state('failed', 'Late') : job.priority === 1 ? state('draft', 'First') : ''),
        el('p', { class: 'muted' }, plate(job.lpn)), el('p', { class: 'muted' }, job.merchant),
        job.operations && el('p', {}, job.operations.join(', ')), job.because && el('p', {}, job.because),
        job.paused_reason && el('div', {}, state('quarantined', words(job.paused_reason)), job.paused_note && el('p', {}, job.paused_note)),
        job.due_at && el('p', { class: 'muted' }, 'Due ', time(job.due_at)),
        el('p', { class: 'muted' }, [job.technician, minutesOf(job)].filter(Boolean).join(' · '), job.technician || minutesOf(job) ? ' · ' : '', 'since ', time(job.since)),
        stage === 'planned' && !['received', 'graded', 'refurbishing'].includes(job.unit_state) && el('p', { class: 'muted' }, `It is ${words(job.unit_state).toLowerCase()}: it cannot begin.`),
        el('div', { class: 'row' }, tools(stage, job))));

const column = ({ stage, limit, count, items }) => el('section', { class: 'column', 'aria-label': stages[stage] },
        el('h2', {}, el('span', {}, stages[stage]), limit && count >= limit ? state(count > limit ? 'failed' : 'draft', count > limit ? `${count}, over ${limit}` : `${count} of ${limit}: full`)
                : el('span', {}, limit ? `${count} of ${limit}` : String(count))),
        items.length ? el('ul', {}, items.map((job) => card(stage, job))) : el('p', { class: 'empty' }, nothing[stage]),
        count > items.length && el('p', { class: 'small muted' }, `The first ${items.length} of ${count}.`));

/* --- rates and limits of a facility --- */

async function settings(facility) {
        const at = `/grading/v1/facilities/${facility.facility_id}/work-settings`, now = await api('GET', at), rate = now.rates[0];
        const given = (name, text) => field(`limit_${name}`, text, { as: 'number', required: false, value: now.limits[name] ? String(now.limits[name]) : '' });
        const made = sheet(`Limits and labour at ${facility.name}`, el('p', { class: 'muted' },
                now.version ? `Version ${now.version} holds.` : 'Nothing is set yet: any number may be in work, and labour costs nothing.'), form([
                el('div', { class: 'pair' }, field('rate', 'An hour of labour costs', { required: false, inputmode: 'decimal', value: rate ? money(rate).replace(/[^0-9.]/g, '') : '' }),
                        field('currency', 'Currency', { value: rate?.currency || 'USD', maxlength: 3 })),
                el('p', { class: 'muted' }, 'How many units a stage may hold; empty: any number. '
                        + 'Nothing is planned, begun, blocked or sent on to grading over its limit, but by a supervisor with a reason '
                        + '(and by whoever goes home). “To plan” is shown as full and refuses nothing: triage and grades have sent it already.'),
                el('div', { class: 'pair' }, Object.entries(stages).map(([name, text]) => given(name, text))),
        ], 'Keep as the next version', async ({ rate: text, currency, ...rest }) => {
                const amount = text ? minor(text, currency) : undefined;
                if (text && amount === undefined) throw new Problem(0, { field: 'rate', detail: 'Write an amount such as 24.50.' });
                const others = now.rates.filter((one) => one.currency !== currency), limits = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name.slice(6), value]));
                const kept = await api('POST', at, { rates: text ? [{ amount, currency }, ...others] : others, limits });
                made.close();
                say(`Version ${kept.version} holds for work that is planned from now on.`, 'good');
                await board.refresh();
        }));
}

await page({ place: 'work', title: 'Board of work', lead: 'Everything between triage and the grade. It looks again every five seconds.' }, async (parts) => {
        ({ may } = parts);
        const facilities = await all('/accounts/v1/facilities'), items = [{ id: 'all', text: 'All facilities' }, ...facilities.map((f) => ({ id: f.facility_id, text: f.name, of: f }))];
        const fit = () => { if (limits) limits.hidden = select.value === 'all'; };
        const { select } = chooser(parts.context, 'Facility', 'site', items, () => { fit(); board.refresh(); });
        const limits = may('supervisor') && action('Limits and labour', async () => settings(facilities.find((f) => f.facility_id === select.value)));
        fit();
        parts.tools.append(...[el('a', { class: 'button quiet', href: '/grading/work.html' }, 'Work'), el('a', { class: 'button quiet', href: '/grading/parts.html' }, 'Parts'),
                el('a', { class: 'button quiet', href: '/grading/operations.html' }, 'Operations'), limits].filter(Boolean));
        board = live(() => select.value === 'all' ? '/grading/v1/work' : `/grading/v1/work?facility_id=${select.value}`,
                ({ stages: columns }) => el('div', { class: 'board' }, columns.map(column)), often);
        parts.main.append(board);
        await board.refresh();
});
