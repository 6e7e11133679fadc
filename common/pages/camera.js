// A camera instead of a scanner. Loaded when somebody presses Camera; the browser's own reader of codes where it has one, else ours.
import { el, icon } from './dom.js';

const again = 1500, rest = 60, idle = 120000;      /* ms: until the same code in view counts again, between two pictures, without a code until it closes */
const wanted = ['code_128', 'ean_13', 'qr_code', 'data_matrix'];

/** read(video) is the text of a code in the picture, if there is one; end() when no more is read. */
async function own() {
        const detector = new BarcodeDetector({ formats: await BarcodeDetector.getSupportedFormats() });
        return { read: async (video) => (await detector.detect(video))[0]?.rawValue, end() {} };
}

function ours() {
        const worker = new Worker('/accounts/camera-wasm.js'), canvas = el('canvas'), pen = canvas.getContext('2d', { willReadFrequently: true });
        const answer = () => new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = () => resolve({ failed: true }); });
        return {
                end: () => worker.terminate(),
                read: async (video) => {
                        Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
                        pen.drawImage(video, 0, 0);
                        const picture = pen.getImageData(0, 0, canvas.width, canvas.height), done = answer();
                        worker.postMessage(picture, [picture.data.buffer]);
                        const { text, failed } = await done;
                        if (failed) throw new Error('This browser reads no codes by itself, and the reader of this site could not be loaded. Type the code, or use a scanner.');
                        return text;
                },
        };
}

const hasOwn = async () => 'BarcodeDetector' in globalThis && (await BarcodeDetector.getSupportedFormats().catch(() => [])).filter((name) => wanted.includes(name)).length === wanted.length;

const reasons = {
        NotAllowedError: 'This site may not use the camera. Allow it in the settings of the browser, then press Camera again.',
        NotFoundError: 'No camera was found. Type the code, or use a scanner.',
        NotReadableError: 'Another program uses the camera. Close it, then press Camera again.',
};

async function start() {
        if (!navigator.mediaDevices) throw new Error('The camera works at a secure address (https) only.');
        try {
                return await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } } });
        } catch (error) {
                throw new Error(reasons[error.name] || 'The camera cannot be used. Type the code, or use a scanner.');
        }
}

function torch(track) {
        if (!track.getCapabilities?.().torch) return undefined;
        const button = el('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', onclick: async () => {
                const on = button.getAttribute('aria-pressed') !== 'true';
                await track.applyConstraints({ advanced: [{ torch: on }] });
                button.setAttribute('aria-pressed', String(on));
        } }, 'Light');
        return button;
}

/**
 * Shows the camera in `host`; onread(code) gets each code that comes into view. Ended by its button, when the page is left, after two minutes without a code, and by what it returns;
 * then onclose().
 */
export async function camera(host, onread, onclose) {
        const video = el('video', { playsinline: true, muted: true, 'aria-label': 'What the camera sees' }), buttons = el('div', { class: 'row' });
        let stream, reader, running = true, seen = { text: '', at: 0 }, since = performance.now();

        const close = () => {
                if (!running) return;
                running = false;
                stream?.getTracks().forEach((track) => track.stop());
                reader?.end();
                document.removeEventListener('visibilitychange', close);
                host.replaceChildren();
                onclose();
        };
        const look = async () => {
                const text = video.readyState >= 2 && await reader.read(video), now = performance.now();
                if (!running) return;
                if (text && (text !== seen.text || now - seen.at > again)) onread(text);
                if (text) { seen = { text, at: now }; since = now; }
                if (now - since > idle) close();
                else setTimeout(() => look().catch(fail), rest);
        };
        const fail = (error) => {
                close();
                host.replaceChildren(el('p', { class: 'note attention', role: 'alert' }, icon('attention'), el('span', {}, error.message)));
        };

        host.replaceChildren(el('p', { class: 'muted', role: 'status' }, 'The camera starts. Allow it if the browser asks.'));
        document.addEventListener('visibilitychange', close);
        try {
                stream = await start();
                if (!running) { stream.getTracks().forEach((track) => track.stop()); return undefined; }
                reader = await hasOwn() ? await own() : ours();
                video.srcObject = stream;
                buttons.append(...[torch(stream.getVideoTracks()[0]), el('button', { type: 'button', class: 'quiet', onclick: close }, 'Close camera')].filter(Boolean));
                host.replaceChildren(el('div', { class: 'camera' }, video, buttons));
                host.scrollIntoView({ block: 'nearest' });
                await video.play();
                look().catch(fail);
        } catch (error) {
                fail(error);
        }
        return running ? close : undefined;
}
