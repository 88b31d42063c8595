//! Work on several threads. The results do not depend on the number of threads.

use std::sync::Mutex;

/// Does `work` on every item, on up to `threads` threads, and gives the results in the order of the items.
pub(super) fn map<T: Send, R: Send>(threads: usize, items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if threads <= 1 || items.len() <= 1 {
        return items.into_iter().map(work).collect();
    }
    let workers = threads.min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let take = || queue.lock().expect("no worker panics while it takes an item").next();
    let done = Mutex::new(Vec::new());
    let run = || {
        while let Some((index, item)) = take() {
            let result = work(item);
            done.lock().expect("no worker panics while it adds a result").push((index, result));
        }
    };
    std::thread::scope(|scope| {
        (1..workers).for_each(|_| drop(scope.spawn(run)));
        run();
    });
    let mut done = done.into_inner().expect("the scope passes a panic of a worker on");
    done.sort_unstable_by_key(|&(index, _)| index);
    done.into_iter().map(|(_, result)| result).collect()
}
