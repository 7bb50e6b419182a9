;; The units of strings, into memory and out of it, by what engines have for strings in wasm: WebAssembly's
;; “JS String Builtins”. They copy between a string and an array of the garbage collector, this between that and memory,
;; four units a step.
(module
  (type $units (array (mut i16)))
  (import "wasm:js-string" "intoCharCodeArray"
    (func $into (param externref (ref null $units) i32) (result i32)))
  (import "wasm:js-string" "fromCharCodeArray"
    (func $from (param (ref null $units) i32 i32) (result (ref extern))))
  (import "" "memory" (memory 0))

  ;; As many units as are given or asked for at most (UNITS in engine.js), a multiple of four.
  (global $units (ref $units) (array.new_default $units (i32.const 131072)))

  ;; Writes the units of a text to memory, and up to three more.
  (func (export "put") (param $text externref) (param $to i32)
    (local $units (ref $units)) (local $length i32) (local $at i32)
    (local.set $units (global.get $units))
    (local.set $length (call $into (local.get $text) (local.get $units) (i32.const 0)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (i32.store16 offset=0 (local.get $to)
          (array.get_u $units (local.get $units) (local.get $at)))
        (i32.store16 offset=2 (local.get $to)
          (array.get_u $units (local.get $units) (i32.add (local.get $at) (i32.const 1))))
        (i32.store16 offset=4 (local.get $to)
          (array.get_u $units (local.get $units) (i32.add (local.get $at) (i32.const 2))))
        (i32.store16 offset=6 (local.get $to)
          (array.get_u $units (local.get $units) (i32.add (local.get $at) (i32.const 3))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $to (i32.add (local.get $to) (i32.const 8)))
        (br $next))))

  ;; The text of bytes in memory that are ASCII; up to three more of them are read.
  (func (export "ascii") (param $from i32) (param $length i32) (result externref)
    (local $units (ref $units)) (local $at i32)
    (local.set $units (global.get $units))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (array.set $units (local.get $units) (local.get $at)
          (i32.load8_u offset=0 (local.get $from)))
        (array.set $units (local.get $units) (i32.add (local.get $at) (i32.const 1))
          (i32.load8_u offset=1 (local.get $from)))
        (array.set $units (local.get $units) (i32.add (local.get $at) (i32.const 2))
          (i32.load8_u offset=2 (local.get $from)))
        (array.set $units (local.get $units) (i32.add (local.get $at) (i32.const 3))
          (i32.load8_u offset=3 (local.get $from)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (br $next)))
    (call $from (local.get $units) (i32.const 0) (local.get $length)))

  ;; The text of units in memory; up to three more of them are read.
  (func (export "wide") (param $from i32) (param $length i32) (result externref)
    (local $units (ref $units)) (local $at i32)
    (local.set $units (global.get $units))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (array.set $units (local.get $units) (local.get $at)
          (i32.load16_u offset=0 (local.get $from)))
        (array.set $units (local.get $units) (i32.add (local.get $at) (i32.const 1))
          (i32.load16_u offset=2 (local.get $from)))
        (array.set $units (local.get $units) (i32.add (local.get $at) (i32.const 2))
          (i32.load16_u offset=4 (local.get $from)))
        (array.set $units (local.get $units) (i32.add (local.get $at) (i32.const 3))
          (i32.load16_u offset=6 (local.get $from)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (br $next)))
    (call $from (local.get $units) (i32.const 0) (local.get $length))))
