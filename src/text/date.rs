//! Date: a time as people and programs read it, in UTC.

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The day of a time in seconds since 1970 (`2026-01-31`).
#[must_use]
pub fn day(time: i64) -> String {
    let (year, month, day) = civil(time.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// A time in seconds since 1970 as RFC 3339 has it (`2026-01-31T23:59:00Z`).
#[must_use]
pub fn instant(time: i64) -> String {
    let second = time.rem_euclid(DAY);
    format!("{}T{:02}:{:02}:{:02}Z", day(time), second / 3_600, second / 60 % 60, second % 60)
}

/// Year, month and day of a day since 1970 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date
/// algorithms", `civil_from_days`). Days far outside of it are put to its ends.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.clamp(-719_468, 2_932_896) + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_utc() {
        assert_eq!(instant(0), "1970-01-01T00:00:00Z");
        assert_eq!(instant(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_709_251_200), "2024-03-01");
        assert_eq!(instant(-1), "1969-12-31T23:59:59Z");
        assert_eq!(day(i64::MAX), "9999-12-31");
        assert_eq!(day(i64::MIN), "0000-03-01");
    }
}
