//! The functions that write records.
#![allow(clippy::unwrap_used)] // so tests fail

use std::io;

use backend_message::{
    BackendMessage, Naming, Role, required, to_string, to_string_many, to_vec, to_vec_many, to_writer, to_writer_many,
};

fn message() -> BackendMessage {
    BackendMessage::new(required::BackendMessage {
        id: "1".to_owned(),
        role: Role::User,
        session_id: "s".to_owned(),
        user_input: "Hello".to_owned(),
    })
}

#[test]
fn a_writer_gets_the_same_text() {
    let message = message();
    for naming in [Naming::Wire, Naming::Camel, Naming::Snake] {
        let mut written = Vec::new();
        to_writer(&mut written, &message, naming).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), to_string(&message, naming));
        assert_eq!(to_vec(&message, naming), to_string(&message, naming).into_bytes());
        for count in [0, 1, 2, 2000] {
            let messages = vec![message.clone(); count];
            let mut written = Vec::new();
            to_writer_many(&mut written, &messages, naming).unwrap();
            assert_eq!(written, to_string_many(&messages, naming).into_bytes());
            assert_eq!(written, to_vec_many(&messages, naming));
        }
    }
}

#[test]
fn the_writers_error_is_passed_on() {
    struct Full;

    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let failed = [
        to_writer(Full, &message(), Naming::Wire),
        to_writer_many(Full, &[message()], Naming::Wire),
        to_writer_many(Full, &vec![message(); 2000], Naming::Wire),
    ];
    for result in failed {
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
