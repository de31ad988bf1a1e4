%% The command that must not run twice: each run is one line of the history, written by the game server itself.
-module(ledger).
-export([pay/1]).

pay(Job) ->
    timer:sleep(200), % so that a kill can fall before
    Fence =
        case file:read_file(os:getenv("FENCE_FILE")) of
            {ok, Text} -> string:trim(Text);
            {error, Why} -> atom_to_list(Why)
        end,
    Line = io_lib:format("{\"t\":~b,\"ip\":\"~s\",\"job\":~b,\"fence\":\"~s\"}~n", [
        erlang:system_time(millisecond), os:getenv("HOST_IP"), Job, Fence
    ]),
    ok = file:write_file(os:getenv("EFFECTS_FILE"), Line, [append]),
    timer:sleep(200), % and after
    paid.
