// Package x is the adapter to X (formerly Twitter), API v2. One Account is one
// account there.
//
// What is special about the network (docs.x.com and the published description
// 2.167 of 2026-08-22, unless another source is named):
//
//   - There is no idempotency key. After an attempt of which nobody knows what
//     came, Find reads the account's own timeline since the attempt began and
//     compares texts; what is not there may still arrive, so a person decides.
//     X refuses a text that is public already (403): that is no failure, it
//     says that an earlier attempt may have got through, and is looked up.
//   - X shortens every link to t.co and escapes "&", "<" and ">". Texts are
//     compared with links expanded and escapes undone.
//   - Since 2026-02-23 an account may reply by API only to a post whose author
//     mentioned or quoted it (odaily.news, 2026-02-24: not for enterprise
//     apps). Whether that holds for the account's own threads is not
//     documented. So a follow-up is tried as a reply, and where X refuses, it
//     goes out as a post of its own that ends in a link to the first one;
//     each follow-up leaves room for it and is approved as such.
//   - Everything costs: a post $0.015, one with a link $0.20, where a bare
//     domain is a link; an answer that is searched for $0.005, one that
//     mentions the account $0.001.
//   - Media are carried before the post (network.Carrier), one request a step: begun,
//     sent in segments of 4 MiB, finalized, looked at until X has worked at them, and
//     described. X keeps them for a day; what it lost is sent again. A segment whose
//     answer was lost is sent again in its place, and after a finalize whose answer was
//     lost X is asked. Nothing is charged for them that the pages name.
//   - A post has four pictures or one video: MP4, half a second to 140 seconds (an account
//     with Premium could have more), 512 MB, 1280 x 1024, 60 frames a second.
//   - Captions go as SubRip, each language as a file of its own. A post does not wait for
//     captions, or a video's description, that X refuses: its result says so.
//   - Recent search reaches seven days back.
//   - Ids are snowflakes: the time in milliseconds and a number, so a point in
//     time is a point among ids.
//   - An edit makes a new post with a new id. The first id in its history
//     stands for all of them here. The description lets a post be created as the edit
//     of another (edit_options.previous_post_id), and says neither for whom nor for how
//     long, nor what becomes of its thread. So Account is no network.Editor: what is
//     corrected on X is published anew.
//   - Access tokens live for two hours. Refresh tokens are good for one use.
//   - The description says "post" where the pages still say "tweet"
//     (post.fields and tweet.fields, referenced_posts and
//     referenced_tweets). Requests use the new names unless Options.Older
//     says otherwise; answers are understood in both.
package x
