//! A history from bytes into structs: `cargo bench --manifest-path benches/native/Cargo.toml`.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use native_bench as contenders;

const TEXTS: [&str; 5] = ["ascii", "mixed", "cjk", "escapes", "python"];

fn main() {
    divan::main();
}

#[divan::bench(args = TEXTS)]
fn backend_message(bencher: Bencher, text: &str) {
    let json = contenders::history(text);
    bencher.counter(BytesCount::of_slice(&json)).bench_local(|| contenders::backend_message(black_box(&json)));
}

#[divan::bench(args = TEXTS)]
fn serde_json(bencher: Bencher, text: &str) {
    let json = contenders::history(text);
    bencher.counter(BytesCount::of_slice(&json)).bench_local(|| contenders::serde_json(black_box(&json)));
}

/// The copy that it needs is not measured.
#[divan::bench(args = TEXTS)]
fn simd_json(bencher: Bencher, text: &str) {
    let json = contenders::history(text);
    let bytes = BytesCount::of_slice(&json);
    bencher.with_inputs(|| json.clone()).counter(bytes).bench_local_refs(|json| contenders::simd_json(json));
}

#[divan::bench(args = TEXTS)]
fn sonic_rs(bencher: Bencher, text: &str) {
    let json = contenders::history(text);
    bencher.counter(BytesCount::of_slice(&json)).bench_local(|| contenders::sonic_rs(black_box(&json)));
}
