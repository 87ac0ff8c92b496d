package com.pumpup.scenario;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The stage, as a player sees it: lines of JSON on standard output and input. */
final class Stage {
    private static final Gson GSON = new Gson();
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = System.out;

    /** A step, which fails by whatever it throws. */
    interface Step {
        void play() throws Exception;
    }

    /** Why a step failed. */
    static final class Failure extends RuntimeException {
        Failure(String why) {
            super(why);
        }
    }

    static void check(boolean holds, String why, Object... values) {
        if (!holds) {
            throw new Failure(why.formatted(values));
        }
    }

    /** Has the stage do what an agent cannot. */
    JsonObject ask(String what, String... pairs) {
        Map<String, String> line = new LinkedHashMap<>(Map.of("ask", what));
        for (var i = 0; i < pairs.length; i += 2) {
            line.put(pairs[i], pairs[i + 1]);
        }
        say(line);
        try {
            var answer = JsonParser.parseString(in.readLine()).getAsJsonObject();
            check(!answer.has("error"), "the stage failed: %s", answer);
            return answer;
        } catch (IOException gone) {
            throw new Failure("the stage has gone: " + gone);
        }
    }

    /** What the stage answers with a URL. */
    String url(String what) {
        return ask(what).get("url").getAsString();
    }

    /** Plays a step and tells the stage how it went. */
    void step(String name, Step step) {
        try {
            step.play();
            say(Map.of("step", name, "passed", true));
        } catch (Exception failed) {
            failed.printStackTrace();
            say(Map.of("step", name, "passed", false, "why", failed.toString()));
        }
    }

    private synchronized void say(Map<String, ?> line) {
        out.println(GSON.toJson(line));
        out.flush();
    }
}
