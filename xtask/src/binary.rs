//! Checks that the environment of the build did not change the package's wasm. Each error says what to do about it.

use std::collections::BTreeSet;

use crate::build::Part;
use anyhow::{Context, Result, bail};
use wasmparser::{ConstExpr, DataKind, KnownCustom, Name, Operator, Parser, Payload};

/// Parts of the mangled names of functions that report panics and format text.
const REPORTING: [&str; 3] = ["4core9panicking", "3std9panicking", "4core3fmt"];

/// Text that only panics need: names of source files, and the messages of `unwrap` and `expect`.
const PANICS: [&str; 3] = ["panicked at", "called `", ".rs"];

/// Checks the wasm that is shipped, and the compiler's own output. `lean` says that nothing in it may report panics, which
/// the stable build's standard library does.
pub(crate) fn check(part: Part, wasm: &[u8], compiled: &[u8], lean: bool) -> Result<()> {
    let module = Module::parse(wasm).context("the wasm that was built cannot be parsed")?;
    if module.simd == 0 {
        bail!(
            "the wasm has no SIMD instruction: `-Ctarget-feature=+simd128` did not reach the compiler (xtask/src/build)"
        );
    }
    exports(part, &module)?;
    if let Some(section) = module.sections.first() {
        bail!(
            "the wasm has a section {section:?}, which nothing reads: have wasm-opt strip it (xtask/src/build/optimise.rs)"
        );
    }
    let stack = module.stack.context("the wasm has no stack pointer as its first global: did the linker change?")?;
    if module.data.iter().any(|segment| segment.offset < stack) {
        bail!(
            "the wasm has data below its stack, which an overflow would overwrite: the linker must place the stack first"
        );
    }
    if lean {
        no_reports(&module, compiled)?;
    }
    Ok(())
}

fn exports(part: Part, module: &Module) -> Result<()> {
    let expected: BTreeSet<&str> = part.exports().into_iter().collect();
    let found: BTreeSet<&str> = module.exports.iter().map(String::as_str).collect();
    if let Some(missing) = expected.difference(&found).next() {
        bail!("the wasm does not export {missing}: if that is meant, take it from xtask/src/build/part.rs");
    }
    if let Some(surplus) = found.difference(&expected).next() {
        bail!(
            "the wasm exports {surplus}, which the package never calls: if it does now, add it to xtask/src/build/part.rs"
        );
    }
    Ok(())
}

/// A panic is a trap. Text or formatting code for it means that the compiler could not prove some function unreachable.
fn no_reports(module: &Module, compiled: &[u8]) -> Result<()> {
    let found = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    if let Some(text) = PANICS.into_iter().find(|text| module.data.iter().any(|segment| found(&segment.bytes, text))) {
        bail!(
            "the wasm has the text {text:?} of a panic: is it built with `-Cpanic=immediate-abort` (xtask/src/build)?"
        );
    }
    let compiled = Module::parse(compiled).context("what the compiler made cannot be parsed")?;
    if compiled.functions.is_empty() {
        bail!(
            "what the compiler made names no function, so nobody can tell whether it reports panics: is it stripped?"
        );
    }
    if let Some(name) = compiled.functions.iter().find(|name| REPORTING.iter().any(|part| name.contains(part))) {
        bail!(
            "the wasm has the function {name}, which reports a panic or formats text: build texts without `format!` and `{{:?}}`"
        );
    }
    Ok(())
}

#[derive(Default)]
struct Module {
    exports: Vec<String>,
    /// Custom sections.
    sections: Vec<String>,
    /// Names of functions, from the section for names.
    functions: Vec<String>,
    data: Vec<Segment>,
    /// Where the stack begins, to grow downwards.
    stack: Option<u32>,
    /// How many SIMD instructions there are.
    simd: usize,
}

struct Segment {
    offset: u32,
    bytes: Vec<u8>,
}

impl Module {
    fn parse(wasm: &[u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ExportSection(exports) => {
                    for export in exports {
                        module.exports.push(export?.name.to_owned());
                    }
                }
                Payload::GlobalSection(globals) => {
                    // The linker puts the stack pointer first, and no other global is mutable.
                    if let Some(global) = globals.into_iter().next().transpose()?.filter(|global| global.ty.mutable) {
                        module.stack = constant(&global.init_expr)?;
                    }
                }
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
                        let offset = constant(&offset_expr)?.context("a data segment has no constant place")?;
                        module.data.push(Segment { offset, bytes: segment.data.to_owned() });
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let mut operators = body.get_operators_reader()?;
                    while !operators.eof() {
                        let at = operators.original_position();
                        operators.read()?;
                        module.simd += usize::from(wasm.get(usize::try_from(at)?) == Some(&SIMD_PREFIX));
                    }
                }
                Payload::CustomSection(section) => {
                    module.sections.push(section.name().to_owned());
                    let KnownCustom::Name(subsections) = section.as_known() else { continue };
                    for subsection in subsections {
                        let Name::Function(names) = subsection? else { continue };
                        for naming in names {
                            module.functions.push(naming?.name.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(module)
    }
}

/// The first byte of every SIMD instruction.
const SIMD_PREFIX: u8 = 0xFD;

fn constant(expression: &ConstExpr<'_>) -> Result<Option<u32>> {
    let Operator::I32Const { value } = expression.get_operators_reader().read()? else { return Ok(None) };
    Ok(Some(value.cast_unsigned()))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::build::Part;

    /// A small module that passes all checks, and the parts that a test changes.
    struct Sample {
        instructions: Vec<u8>,
        exports: Vec<&'static str>,
        data: (u8, &'static str),
        function: &'static str,
        stripped: bool,
    }

    impl Sample {
        fn good() -> Self {
            // i32.const 0, i8x16.splat, drop
            let instructions = vec![0x41, 0, 0xFD, 0x0F, 0x1A];
            Self { instructions, exports: Part::Core.exports(), data: (32, "texts"), function: "read", stripped: true }
        }

        fn wasm(&self) -> Vec<u8> {
            let exports = self.exports.iter().flat_map(|name| [&text(name), &[2, 0][..]].concat()).collect::<Vec<u8>>();
            let (offset, data) = self.data;
            let body = [&[0], &self.instructions[..], &[0x0B]].concat();
            let mut module = b"\0asm\x01\0\0\0".to_vec();
            let mut section = |id: u8, content: Vec<u8>| module.extend([vec![id], sized(&content)].concat());
            section(1, vec![1, 0x60, 0, 0]);
            section(3, vec![1, 0]);
            section(5, vec![1, 0, 1]);
            // The stack begins at 32.
            section(6, vec![1, 0x7F, 1, 0x41, 32, 0x0B]);
            section(7, [vec![length_byte(self.exports.len())], exports].concat());
            section(10, [vec![1], sized(&body)].concat());
            section(11, [vec![1, 0, 0x41, offset, 0x0B], text(data)].concat());
            if !self.stripped {
                let names = [vec![1, 0], text(self.function)].concat();
                section(0, [text("name"), vec![1], sized(&names)].concat());
            }
            module
        }

        /// The faults that the check finds in this module and its twin with names.
        fn fault(&self) -> String {
            let named = Self { stripped: false, ..Self::good() };
            check(Part::Core, &self.wasm(), &named.wasm(), true)
                .err()
                .map(|fault| fault.to_string())
                .unwrap_or_default()
        }
    }

    fn length_byte(length: usize) -> u8 {
        u8::try_from(length).unwrap()
    }

    fn sized(bytes: &[u8]) -> Vec<u8> {
        let length = bytes.len();
        [vec![length_byte(length & 0x7F) | 0x80, length_byte(length >> 7)], bytes.to_vec()].concat()
    }

    fn text(text: &str) -> Vec<u8> {
        [&[length_byte(text.len())], text.as_bytes()].concat()
    }

    #[test]
    fn a_module_as_it_should_be_passes() {
        assert_eq!(Sample::good().fault(), "");
    }

    #[test]
    fn a_build_whose_flags_were_lost_has_no_simd() {
        let fault = Sample { instructions: vec![], ..Sample::good() }.fault();
        assert!(fault.contains("no SIMD instruction"), "{fault}");
    }

    #[test]
    fn exports_are_those_of_the_abi() {
        let fault = Sample { exports: Part::Core.exports()[1..].into(), ..Sample::good() }.fault();
        assert!(fault.contains("does not export begin"), "{fault}");
        let fault = Sample { exports: [Part::Core.exports(), vec!["more"]].concat(), ..Sample::good() }.fault();
        assert!(fault.contains("exports more"), "{fault}");
    }

    #[test]
    fn sections_for_tools_are_stripped() {
        let fault = Sample { stripped: false, ..Sample::good() }.fault();
        assert!(fault.contains("has a section \"name\""), "{fault}");
    }

    #[test]
    fn data_lies_above_the_stack() {
        let fault = Sample { data: (31, "texts"), ..Sample::good() }.fault();
        assert!(fault.contains("data below its stack"), "{fault}");
    }

    #[test]
    fn nothing_reports_panics_but_in_the_stable_build() {
        let sample = Sample { data: (32, "panicked at"), ..Sample::good() };
        let fault = sample.fault();
        assert!(fault.contains("of a panic"), "{fault}");

        let (good, named) = (Sample::good(), Sample { stripped: false, ..Sample::good() });
        let reporting = Sample { function: "_RNvNtCs1_4core9panicking5panic", stripped: false, ..Sample::good() };
        let fault = check(Part::Core, &good.wasm(), &reporting.wasm(), true).unwrap_err().to_string();
        assert!(fault.contains("4core9panicking5panic"), "{fault}");
        assert!(check(Part::Core, &sample.wasm(), &reporting.wasm(), false).is_ok());
        assert!(check(Part::Core, &good.wasm(), &named.wasm(), true).is_ok());
    }

    #[test]
    fn a_compiled_module_without_names_proves_nothing() {
        let fault = check(Part::Core, &Sample::good().wasm(), &Sample::good().wasm(), true).unwrap_err().to_string();
        assert!(fault.contains("names no function"), "{fault}");
    }
}
