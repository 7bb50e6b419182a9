#![no_main]

libfuzzer_sys::fuzz_target!(|text: &[u8]| backend_message_fuzz::salvage::check(text));
