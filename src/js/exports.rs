//! What the wasm modules export to the JavaScript of the npm package, and nothing else: the core's, or insight's in place of
//! them. They share what reading takes.
//!
//! The JavaScript writes text into the window, has it read, and finds tape and arenas through the header.

#[cfg(feature = "core")]
mod core;
#[cfg(all(feature = "insight", not(feature = "core")))]
mod insight;

/// Most of what is allocated are a few large buffers that live as long as the module; any allocator serves these.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The exports of both modules, which act on a `STATE` that stands where this is called.
macro_rules! export_reading {
    () => {
        /// Address of the header, for as long as the module lives.
        #[wasm_bindgen]
        #[must_use]
        pub fn header() -> usize {
            STATE.with_borrow(|state| address(&raw const state.header))
        }

        /// Makes room in the window for `capacity` bytes, keeping those in it, and gives its address; 0 if that is too much.
        #[wasm_bindgen]
        #[must_use]
        pub fn reserve(capacity: usize) -> usize {
            STATE.with_borrow_mut(|state| state.reserve(capacity))
        }

        /// Reads the bytes of the window from `start` to `end`; `last` says that the text ends there. 0: done; 1: more text is
        /// needed, from `consumed` on; 2: what is on the tape must be taken before reading goes on from `consumed`;
        /// 3: the reading has ended at something invalid. If invalid records are told, 4: on the tape is one
        /// record, in which something malformed was [replaced]; 5: a record is rejected, up to `consumed`; 6, while salvaging:
        /// so is one whose end is not known, and all that is consumed until the next 5 belongs to it.
        #[wasm_bindgen]
        #[must_use]
        pub fn read(start: usize, end: usize, last: bool) -> u32 {
            STATE.with_borrow_mut(|state| state.read(start, end, last))
        }

        /// The issues that a reading ended with: `{ issues, truncated, reports }` as JSON.
        #[wasm_bindgen]
        #[must_use]
        pub fn issues() -> String {
            STATE.with_borrow_mut(State::issues)
        }

        /// The record that [`read`] told to be rejected: what [`issues`] gives, with its `id` if it can be read, where it
        /// `start`s in the window, and its `offset` in the text.
        #[wasm_bindgen]
        #[must_use]
        pub fn rejection() -> Option<String> {
            STATE.with_borrow_mut(State::rejection)
        }

        /// What was replaced in the record that [`read`] told of: `{ index, issues, truncated }` as JSON.
        #[wasm_bindgen]
        #[must_use]
        pub fn replaced() -> Option<String> {
            STATE.with_borrow_mut(State::replaced)
        }

        /// The records of the text that was begun are in a list, to which the first bytes of the window are a JSON Pointer,
        /// `length` of them. False if they are none.
        #[wasm_bindgen]
        #[must_use]
        pub fn locate(length: usize) -> bool {
            STATE.with_borrow_mut(|state| state.locate(length))
        }

        /// Writes down where the reading has come to, and gives the address of these 112 bytes.
        #[wasm_bindgen]
        #[must_use]
        pub fn checkpoint() -> usize {
            STATE.with_borrow_mut(State::checkpoint)
        }

        /// Goes on with the text whose reading had come to what is now written there, after [`begin`] with the same arguments.
        #[wasm_bindgen]
        pub fn resume() {
            STATE.with_borrow_mut(State::resume);
        }

        /// Goes on with bytes of a record that was left as its window ended: those of the window from `start` to `end`. Says
        /// whether it ends among them.
        #[wasm_bindgen]
        #[must_use]
        pub fn follow(start: usize, end: usize) -> bool {
            STATE.with_borrow_mut(|state| state.follow(start, end))
        }
    };
}
use export_reading;
