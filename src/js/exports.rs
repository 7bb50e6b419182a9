//! The exports of the two wasm modules, core and insight, for the npm package's JavaScript only. Both have the exports for
//! reading.
//!
//! The JavaScript writes text into the window, calls `read`, and finds the tape and the arenas through the header.

#[cfg(feature = "core")]
mod core;
#[cfg(all(feature = "insight", not(feature = "core")))]
mod insight;

/// Most allocations are a few large buffers that live as long as the module. Any allocator will do.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The exports of both modules. They act on the `STATE` of the module that calls this macro.
macro_rules! export_reading {
    () => {
        /// Address of the header, for as long as the module lives.
        #[wasm_bindgen]
        #[must_use]
        pub fn header() -> usize {
            STATE.with_borrow(|state| address(&raw const state.header))
        }

        /// Makes room in the window for `capacity` bytes, keeps the bytes in it, and returns its address; 0 if that is too
        /// much.
        #[wasm_bindgen]
        #[must_use]
        pub fn reserve(capacity: usize) -> usize {
            STATE.with_borrow_mut(|state| state.reserve(capacity))
        }

        /// Reads the bytes of the window from `start` to `end`; `last` says that the text ends there. Returns a status
        /// (src/js/abi.rs). Unless it is done, reading goes on from `consumed`.
        #[wasm_bindgen]
        #[must_use]
        pub fn read(start: usize, end: usize, last: bool) -> u32 {
            STATE.with_borrow_mut(|state| state.read(start, end, last))
        }

        /// The issues that ended the reading: `{ issues, truncated, reports }` as JSON.
        #[wasm_bindgen]
        #[must_use]
        pub fn issues() -> String {
            STATE.with_borrow_mut(State::issues)
        }

        /// The record that [`read`] rejected: as [`issues`], with its `id` if that can be read, its `start` in the window,
        /// and its `offset` in the text.
        #[wasm_bindgen]
        #[must_use]
        pub fn rejection() -> Option<String> {
            STATE.with_borrow_mut(State::rejection)
        }

        /// What was replaced in the record on the tape: `{ index, issues, truncated }` as JSON.
        #[wasm_bindgen]
        #[must_use]
        pub fn replaced() -> Option<String> {
            STATE.with_borrow_mut(State::replaced)
        }

        /// Says that the records of this text are in a list. The first `length` bytes of the window are a JSON Pointer to
        /// it. False if they are not a JSON Pointer.
        #[wasm_bindgen]
        #[must_use]
        pub fn locate(length: usize) -> bool {
            STATE.with_borrow_mut(|state| state.locate(length))
        }

        /// Saves how far the reading has come, and returns the address of this checkpoint.
        #[wasm_bindgen]
        #[must_use]
        pub fn checkpoint() -> usize {
            STATE.with_borrow_mut(State::checkpoint)
        }

        /// Resumes the text of the checkpoint that is now at that address, after [`begin`] with the same arguments.
        #[wasm_bindgen]
        pub fn resume() {
            STATE.with_borrow_mut(State::resume);
        }

        /// Continues a record that the end of the last window cut off, in the bytes of this window from `start` to `end`.
        /// Returns whether the record ends among them.
        #[wasm_bindgen]
        #[must_use]
        pub fn follow(start: usize, end: usize) -> bool {
            STATE.with_borrow_mut(|state| state.follow(start, end))
        }
    };
}
use export_reading;
