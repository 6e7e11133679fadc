// How this station makes labels: a printer of the facility, a PDF, or plates off a roll. The choice stays on this device.
import { all, api, check, el, Problem } from './kit/kit.js';

const size = '57x32', usual = { how: 'pdf', alone: true };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const at = (unit) => `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;

function kept() {
        try {
                return { ...usual, ...JSON.parse(localStorage.getItem('labels')) };
        } catch {
                return usual;
        }
}

/** What to do when a printer did not print; the reason of the next print is then that it did not. */
const told = {
        failed: (name) => `The printer ${name} does not answer. Choose another under Labels, or print the PDF.`,
        unsure: (name) => `Look at the printer ${name}: the label may have been printed. Scan it if it is there, else print it again.`,
        expired: (name) => `The printer ${name} did not come to it within a minute, so it will not print it any more. Choose another under Labels, or print the PDF.`,
};

/** Asked after until it is over. wait() is told once when the first try failed. */
export async function followed(path, wait) {
        for (let i = 0, warned = false; ; i++) {
                const print = await api('GET', path);
                if (print.finished_at) return print;
                if (print.attempts > 0 && print.state === 'queued' && !warned) {
                        warned = true;
                        wait?.(print);
                }
                await pause(Math.min(300, 60 + 40 * i));
        }
}

/** The PDF in a tab of its own, once the print is noted. The tab is opened first: later the browser would take it for one that nobody asked for. */
async function sendPdf(unit, reason) {
        const tab = open('', '_blank');
        if (!tab) throw new Problem(0, { title: 'The browser did not open a tab for the label. Allow this site to open tabs, then print it again.' });
        try {
                await api('POST', `${at(unit)}/label-prints`, { reason, format: 'pdf', size });
                tab.location.replace(`${at(unit)}/label?format=pdf&size=${size}`);
        } catch (error) {
                tab.close();
                throw error;
        }
}

async function sendTo(printer_id, unit, reason, wait) {
        const { print_id } = await api('POST', `${at(unit)}/label-prints`, { printer_id, reason });
        const print = await followed(`${at(unit)}/label-prints/${print_id}`, wait);
        if (told[print.state]) throw new Problem(409, { code: `print-${print.state}`, detail: told[print.state](print.printer) });
}

/**
 * node: the choice. how(): 'pdf', 'roll' or a printer's id. alone(): labels come by themselves on receipt. use(facility_id): offers what is there.
 * send(unit, reason, { pdf, wait }): over once it is printed; throws a Problem, whose code begins with print- when the printer did not.
 */
export function printing(onchange) {
        let now = kept(), printers = [];
        const select = el('select', { id: 'labels' }), alone = check('alone', 'Print on receipt', now.alone), box = alone.querySelector('input');
        const node = el('div', { class: 'row' }, el('div', { class: 'field volume' }, el('label', { for: 'labels' }, 'Labels'), select), alone,
                el('a', { href: '/intake/rolls.html', class: 'button quiet' }, 'Plate rolls'));
        const has = (id) => printers.some((one) => one.printer_id === id);
        const how = () => now.how === 'roll' || has(now.how) ? now.how : 'pdf';
        const shown = () => { select.value = how(); alone.hidden = !has(how()); };
        const keep = (change) => {
                now = { ...now, ...change };
                localStorage.setItem('labels', JSON.stringify(now));
                shown();
        };
        select.addEventListener('change', () => { keep({ how: select.value }); onchange?.(); });
        box.addEventListener('change', () => keep({ alone: box.checked }));
        const use = async (facility_id) => {
                printers = (await all('/intake/v1/printers')).filter((one) => one.enabled && one.facility_id === facility_id);
                select.replaceChildren(...printers.map((one) => el('option', { value: one.printer_id }, `Printer ${one.name}`)),
                        el('option', { value: 'pdf' }, 'PDF in a tab'), el('option', { value: 'roll' }, 'Plates off a roll'));
                shown();
        };
        const send = (unit, reason, { pdf, wait } = {}) => pdf || !has(how()) ? sendPdf(unit, reason) : sendTo(how(), unit, reason, wait);
        return { node, how, use, send, alone: () => has(how()) && now.alone };
}
