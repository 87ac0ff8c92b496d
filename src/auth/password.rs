//! Passwords: what people can remember, others can guess. So their hashes are slow (argon2id with the parameters that OWASP
//! recommends), and few are computed at once: a flood of attempts must not take the memory and processors of everybody else.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use crate::engine::{Failure, Result};
use crate::environment::randomize;

/// How many are computed at once; each takes 19 MiB.
const AT_ONCE: usize = 2;

/// A hash like any other, of a password that nobody has: checking it takes as long.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cHVtcHVwIGRlY295IHNhbHQ$cHVtcHVwcHVtcHVwcHVtcHVwcHVtcHVwcHVtcHVwcHU";

/// Makes and checks hashes of passwords.
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Passwords {
    /// Whether a password is the one with this hash. Where there is no hash, it is not, after the same while.
    pub async fn check(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let (password, given) = (password.to_owned(), hash.unwrap_or(DECOY).to_owned());
        let same = self.slowly(move || Argon2::default().verify_password(password.as_bytes(), &*given).is_ok()).await?;
        Ok(same && hash.is_some())
    }

    /// The hash to keep of a password.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        let hash = self.slowly(move || {
            let mut salt = [0; 16];
            randomize(&mut salt);
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
        });
        hash.await?.map_err(|fault| Failure::Bug(format!("a password cannot be hashed: {fault}")))
    }

    async fn slowly<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = self.0.clone().acquire_owned().await.expect("nobody closes the semaphore");
        // The turn goes with the work, which goes on when nobody waits any more: hanging up makes no room.
        let work = move || {
            let done = work();
            drop(turn);
            done
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|fault| Failure::Bug(format!("hashing a password broke: {fault}")))
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::phc::PasswordHash;

    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_and_no_other_is() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.check("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!passwords.check("correct horse batterz", Some(&hash)).await.unwrap());
        assert!(!passwords.check("correct horse battery", None).await.unwrap());
        assert_ne!(passwords.hash("correct horse battery").await.unwrap(), hash, "each has a salt of its own");
    }

    #[tokio::test]
    async fn hanging_up_makes_no_room() {
        let passwords = Passwords::default();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let mut waiting = Box::pin(passwords.slowly(move || wait.recv()));
        // Begun, and then given up.
        assert!(is_begun(waiting.as_mut()).await);
        drop(waiting);
        assert_eq!(passwords.0.available_permits(), AT_ONCE - 1);
        go.send(()).unwrap();
        let _all = passwords.0.acquire_many(AT_ONCE as u32).await.unwrap();
    }

    /// Polls a future once; whether it is still to be waited for.
    async fn is_begun<F: Future>(future: std::pin::Pin<&mut F>) -> bool {
        let mut future = Some(future);
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(future.take().expect("it is polled once").poll(context).is_pending())
        })
        .await
    }

    #[test]
    fn the_decoy_costs_what_a_real_one_does() {
        let params = |hash: &str| PasswordHash::new(hash).unwrap().params.to_string();
        let real = Argon2::default().hash_password_with_salt(b"x", &[1; 16]).unwrap().to_string();
        assert_eq!(params(DECOY), params(&real));
        let length = |hash: &str| PasswordHash::new(hash).unwrap().hash.map(|output| output.len());
        assert_eq!(length(DECOY), length(&real));
    }
}
