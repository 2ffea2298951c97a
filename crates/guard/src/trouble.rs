//! What the operating system complains of, as the clerk would say it: the one place
//! where an error of the disk is put into words.
//!
//! Systems speak English, or the language they were bought in; what is common is said
//! in Vietnamese and can be acted upon, what is rare has its number, by which whoever
//! looks after the computer finds it.

use std::io::{self, ErrorKind};

/// Numbers under which Windows reports that a file is open elsewhere: sharing, lock,
/// mapped by another program.
const OPEN_ELSEWHERE: [i32; 3] = [32, 33, 1224];
/// Numbers under which Windows says that OneDrive or another cloud has not brought the
/// file to the disk: the range of ERROR_CLOUD_FILE_…, but for those of other things.
const CLOUD: std::ops::RangeInclusive<i32> = 358..=404;
/// The number under which Windows says that the scanner for viruses keeps a file shut.
const VIRUS: [i32; 2] = [225, 226];
/// Numbers under which Windows says that a drive is not ready or a share is away.
const DRIVE_AWAY: [i32; 6] = [21, 53, 55, 59, 64, 67];
/// Too many open files, of the program and of the system (Linux, macOS).
const TOO_MANY_OPEN: [i32; 2] = [23, 24];
/// The disk fails to read or write (Linux, macOS).
const DISK_FAILS: i32 = 5;

/// A few words without a stop: `không có quyền truy cập`.
pub fn trouble(error: &io::Error) -> String {
    let by_number =
        error.raw_os_error().and_then(|number| of_number(number, cfg!(windows)));
    match by_number.or_else(|| of_kind(error.kind())) {
        Some(words) => words.to_owned(),
        // A complaint of ours, already in words.
        None if error.get_ref().is_some() => error.to_string(),
        None => match error.raw_os_error() {
            Some(number) => format!("hệ điều hành báo lỗi số {number}"),
            None => "hệ điều hành báo lỗi không rõ".to_owned(),
        },
    }
}

/// Whether the system says that another program has the file open: as Windows says it
/// by number; other systems have a kind for it.
pub fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows)
        && error.raw_os_error().is_some_and(|number| OPEN_ELSEWHERE.contains(&number))
}

/// What has a number but no kind of its own.
fn of_number(number: i32, is_windows: bool) -> Option<&'static str> {
    match (is_windows, number) {
        (true, number) if OPEN_ELSEWHERE.contains(&number) => Some(OPEN),
        (true, number) if DRIVE_AWAY.contains(&number) => Some(AWAY),
        (true, number) if CLOUD.contains(&number) => Some(
            "tệp còn nằm trên đám mây; nhấn chuột phải vào tệp, chọn “Luôn giữ trên thiết bị \
             này” rồi chạy lại",
        ),
        (true, number) if VIRUS.contains(&number) => {
            Some("chương trình diệt virus đang chặn tệp này")
        }
        (false, number) if TOO_MANY_OPEN.contains(&number) => {
            Some("máy đang mở quá nhiều tệp cùng lúc")
        }
        (false, DISK_FAILS) => Some("ổ đĩa bị lỗi khi đọc hoặc ghi"),
        (true | false, _) => None,
    }
}

const OPEN: &str = "tệp đang được mở trong chương trình khác";
const AWAY: &str = "mất kết nối với ổ đĩa hoặc ổ mạng";

fn of_kind(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "không tìm thấy tệp hoặc thư mục",
        ErrorKind::PermissionDenied => {
            "không có quyền truy cập, hoặc tệp đang được mở trong chương trình khác"
        }
        ErrorKind::AlreadyExists => "đã có tệp hoặc thư mục cùng tên",
        ErrorKind::StorageFull => "đĩa đã đầy",
        ErrorKind::QuotaExceeded => "đã dùng hết dung lượng được cấp trên ổ đĩa",
        ErrorKind::FileTooLarge => "tệp quá lớn đối với ổ đĩa",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc, không cho ghi",
        ErrorKind::InvalidFilename => {
            "tên tệp hoặc đường dẫn quá dài, hoặc có ký tự không dùng được"
        }
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::NotADirectory => "đây là tệp, không phải thư mục",
        ErrorKind::DirectoryNotEmpty => "thư mục không trống",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => OPEN,
        ErrorKind::CrossesDevices => "hai nơi nằm trên hai ổ đĩa khác nhau",
        ErrorKind::OutOfMemory => "máy không còn đủ bộ nhớ",
        ErrorKind::TimedOut => "chờ quá lâu",
        ErrorKind::WouldBlock => "tệp đang bị khóa",
        ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NotConnected
        | ErrorKind::StaleNetworkFileHandle => AWAY,
        ErrorKind::UnexpectedEof => "tệp thiếu phần cuối",
        ErrorKind::Unsupported => "ổ đĩa này không hỗ trợ thao tác đó",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_said_in_vietnamese() {
        for (kind, words) in [
            (ErrorKind::NotFound, "không tìm thấy"),
            (ErrorKind::PermissionDenied, "không có quyền"),
            (ErrorKind::StorageFull, "đĩa đã đầy"),
            (ErrorKind::ReadOnlyFilesystem, "chỉ cho đọc"),
            (ErrorKind::IsADirectory, "đây là thư mục"),
            (ErrorKind::InvalidFilename, "quá dài"),
            (ErrorKind::ResourceBusy, "đang được mở"),
        ] {
            let said = trouble(&kind.into());
            assert!(said.contains(words), "{kind:?}: {said}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_system_they_come_from() {
        // 32 is a file open elsewhere on Windows and a broken pipe on Linux.
        assert_eq!(of_number(32, true), Some(OPEN));
        assert_eq!(of_number(32, false), None);
        assert_eq!(of_number(53, true), Some(AWAY));
        assert_eq!(of_number(24, false), Some("máy đang mở quá nhiều tệp cùng lúc"));
        assert_eq!(of_number(24, true), None);
        assert!(of_number(362, true).is_some_and(|said| said.contains("đám mây")));
        assert!(of_number(225, true).is_some_and(|said| said.contains("virus")));
        assert_eq!((of_number(362, false), of_number(225, false)), (None, None));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test asks the system itself")]
    fn the_real_errors_of_this_system_are_known() {
        let folder = std::env::temp_dir();
        let none = std::fs::read(folder.join("xhht-không-có")).expect_err("no file");
        assert_eq!(trouble(&none), "không tìm thấy tệp hoặc thư mục");
        let long = std::fs::read(folder.join("x".repeat(5000))).expect_err("too long");
        assert!(trouble(&long).starts_with("tên tệp hoặc đường dẫn quá dài"), "{long}");
    }

    #[test]
    fn what_is_rare_has_its_number_and_ours_pass() {
        assert_eq!(trouble(&io::Error::other("sổ bị cắt")), "sổ bị cắt");
        assert_eq!(
            trouble(&ErrorKind::AddrInUse.into()),
            "hệ điều hành báo lỗi không rõ"
        );
        // A broken stream of the system, in no language of its own.
        let rare = trouble(&io::Error::from_raw_os_error(86));
        assert!(rare.starts_with("hệ điều hành báo lỗi"), "{rare}");
        assert!(!rare.contains("os error"), "{rare}");
    }
}
