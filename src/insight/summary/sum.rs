//! Sums without rounding errors on the way.

/// A sum of doubles whose rounding errors are summed as well (Neumaier 1974): 1e16 + 1 − 1e16 is 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sum {
    pub(crate) sum: f64,
    /// The sum of the rounding errors of `sum`.
    pub(crate) lost: f64,
}

impl Sum {
    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() { (self.sum - sum) + value } else { (value - sum) + self.sum };
        self.sum = sum;
    }

    pub(crate) fn value(self) -> f64 {
        let value = self.sum + self.lost;
        // Once the sum is infinite, the rounding error is NaN.
        if value.is_nan() { self.sum } else { value }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Sum;

    fn sum(values: &[f64]) -> f64 {
        let mut sum = Sum::default();
        for &value in values {
            sum.add(value);
        }
        sum.value()
    }

    #[test]
    fn small_numbers_are_not_lost() {
        assert_eq!(sum(&[]), 0.0);
        assert_eq!(sum(&[1e16, 1.0, -1e16]), 1.0);
        assert_eq!(sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
    }

    #[test]
    fn a_sum_that_is_too_large_is_infinite() {
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[-f64::MAX, -f64::MAX, 1.0]), f64::NEG_INFINITY);
    }
}
