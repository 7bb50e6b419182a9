//! Parts that must be there because our own code ensures it: bytes within checked bounds, a slot that was written.
//!
//! A missing part is our own mistake. Tests and fuzzing have debug assertions and stop there. A release goes on with an
//! empty value, as input must never reach a panic.

/// Takes a part that must be there.
pub(crate) trait Part<T>: Sized {
    /// The part, or an empty one.
    #[track_caller]
    fn expected(self) -> T
    where
        T: Default,
    {
        self.expected_or(T::default())
    }

    /// The part, or the fallback.
    #[track_caller]
    fn expected_or(self, fallback: T) -> T;
}

impl<T> Part<T> for Option<T> {
    #[inline]
    #[track_caller]
    fn expected_or(self, fallback: T) -> T {
        debug_assert!(self.is_some(), "a part that must be there is missing");
        self.unwrap_or(fallback)
    }
}

impl<T, E> Part<T> for Result<T, E> {
    #[inline]
    #[track_caller]
    fn expected_or(self, fallback: T) -> T {
        self.ok().expected_or(fallback)
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn a_part_that_is_there() {
        assert_eq!(b"abc".get(1..).expected(), b"bc");
        assert_eq!(std::str::from_utf8(b"abc").expected_or("x"), "abc");
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "a part that must be there is missing")]
    fn tests_stop_at_a_part_that_is_missing() {
        let _ = b"abc".get(4..).expected();
    }
}
