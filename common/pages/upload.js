// Files that are sent whole: how far they are, and what is wrong in them, line by line.
import { Problem, uuid } from './api.js';
import { el } from './dom.js';
import { field, form } from './form.js';
import { table } from './list.js';

const shown = 50;

/** The answer's JSON. progress(part) is told how much of the file has gone, 0 to 1. Sent again under the same key it is imported once. Throws Problem. */
export function upload(path, file, type, progress = () => {}, key = uuid()) {
        return new Promise((resolve, reject) => {
                const request = new XMLHttpRequest(), lost = 'The connection broke before the file was taken. Nothing was imported; send it again.';
                request.open('POST', path);
                request.setRequestHeader('Content-Type', type);
                request.setRequestHeader('Idempotency-Key', key);
                request.responseType = 'json';
                request.upload.addEventListener('progress', ({ loaded, total }) => progress(total ? loaded / total : 0));
                request.addEventListener('load', () => request.status < 300 ? resolve(request.response || {}) : reject(new Problem(request.status, request.response || { title: lost })));
                for (const kind of ['error', 'abort', 'timeout']) request.addEventListener(kind, () => reject(new Problem(0, { title: lost })));
                request.send(file);
        });
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const csv = (errors) => ['Line,Column,What is wrong', ...errors.map((one) => [one.line, one.field || '', one.reason].map((text) => `"${String(text).replaceAll('"', '""')}"`).join(','))].join('\r\n');

/** What is wrong in a file, as a table; the whole list can be kept. */
export function lineErrors(problem, name) {
        const { errors, errorCount } = problem, rest = errorCount - Math.min(errors.length, shown);
        const href = URL.createObjectURL(new Blob(['\ufeff', csv(errors)], { type: 'text/csv' }));
        const told = `${errorCount === 1 ? 'One thing is' : `${errorCount} things are`} wrong in ${name}. Nothing was imported: mend the file and send it again.`;
        return el('section', { class: 'stack', 'aria-label': 'What is wrong in the file' }, el('div', { class: 'note stop', role: 'alert' }, el('p', {}, told)),
                table([['Line', (one) => one.line, 'number'], ['Column', (one) => one.field], ['What is wrong', (one) => sentence(one.reason)]], errors.slice(0, shown),
                        { caption: rest > 0 ? `The first ${shown}; ${rest} more${errorCount > errors.length ? `, of which the list has ${errors.length - shown}` : ''}.` : undefined }),
                el('div', {}, el('a', { class: 'button quiet', download: `${name.replace(/\.[^.]*$/, '')} - errors.csv`, href }, 'Download the list')));
}

/** A form with a file, chosen or dropped on it. path(given) is where it goes, done(answer) says what came of it; its list of errors stays until the next try. */
export function fileForm({ label = 'File', hint, parts = [], submit = 'Import', path, done }) {
        const going = el('div', { role: 'status', class: 'going' }), wrong = el('div', {});
        let tried = {};
        const send = async (given, node) => {
                const [file] = node.elements.file.files, bar = el('progress', { max: 1, 'aria-label': 'Sent' }), text = el('p', { class: 'small muted' }, `Sending ${file.name}`);
                const to = path(given), what = [to, file.name, file.size, file.lastModified].join(' ');
                if (tried.what !== what) tried = { what, key: uuid() };
                going.replaceChildren(text, bar);
                wrong.replaceChildren();
                try {
                        const answer = await upload(to, file, 'text/csv', (part) => {
                                bar.value = part;
                                if (part === 1) { bar.removeAttribute('value'); text.textContent = `Reading ${file.name}`; }
                        }, tried.key);
                        tried = {};
                        node.reset();
                        await done(answer, file);
                } catch (error) {
                        if (error.code !== 'lines-invalid') throw error;
                        wrong.replaceChildren(lineErrors(error, file.name));
                } finally {
                        going.replaceChildren();
                }
        };
        const node = form([field('file', label, { type: 'file', accept: '.csv,.tsv,.txt,text/csv', hint }), parts, going], submit, send);
        node.addEventListener('dragover', (event) => event.preventDefault());
        node.addEventListener('drop', (event) => {
                event.preventDefault();
                if (event.dataTransfer.files.length) node.elements.file.files = event.dataTransfer.files;
        });
        return el('div', { class: 'stack' }, node, wrong);
}
