%% Looks at game servers from a hidden node of its own, without Slipway.
-module(probe).
-export([main/1]).

%% In:  Node, Beam, Node, Beam, ...  as texts: who to ask, and the file its module player is delivered in
%% Out: one line per node on standard output, fields separated by blanks:
%%      Node OsPid ErlangPid Gold Version Rank LoadedMd5 FileMd5
%%      Rank is "-" where the code has no rank/0; a node that does not answer has "down" and nothing more.
main(Arguments) ->
    [io:format("~s~n", [lists:join(" ", line(Node, Beam))]) || {Node, Beam} <- pairs(Arguments)],
    halt(0).

pairs([Node, Beam | Rest]) -> [{Node, Beam} | pairs(Rest)];
pairs([]) -> [].

line(Text, Beam) ->
    Node = list_to_atom(Text),
    case net_kernel:connect_node(Node) of
        true ->
            [
                Text,
                ask(Node, os, getpid, []),
                ask(Node, erlang, pid_to_list, [rpc(Node, erlang, whereis, [player])]),
                ask(Node, player, gold, []),
                ask(Node, player, version, []),
                ask(Node, player, rank, []),
                ask(Node, player, module_info, [md5]),
                file_md5(Beam)
            ];
        _ ->
            [Text, "down"]
    end.

ask(Node, Module, Function, Arguments) ->
    text(rpc(Node, Module, Function, Arguments)).

rpc(Node, Module, Function, Arguments) ->
    rpc:call(Node, Module, Function, Arguments, 5000).

text(Number) when is_integer(Number) -> integer_to_list(Number);
text(Md5) when is_binary(Md5), byte_size(Md5) =:= 16 -> hex(Md5);
text([_ | _] = Text) -> Text;
text(_NoAnswer) -> "-".

%% Read here and not on the node, so that nothing the node believes matters.
file_md5(Beam) ->
    case beam_lib:md5(Beam) of
        {ok, {player, Md5}} -> hex(Md5);
        _ -> "-"
    end.

hex(Bytes) ->
    lists:flatten([io_lib:format("~2.16.0b", [Byte]) || <<Byte>> <= Bytes]).
