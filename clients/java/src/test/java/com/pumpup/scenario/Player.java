package com.pumpup.scenario;

import com.pumpup.Pumpup;

/** Java's player of clients/scenario: it goes through what an agent goes through and says how each step went. */
final class Player {
    private Player() {}

    public static void main(String[] arguments) {
        var stage = new Stage();
        try (var pumpup = Pumpup.connect()) {
            var me = new Actor(pumpup);
            new RequestSteps(stage, me).play();
            new WriteSteps(stage, me).play();
            new RecordSteps(stage, me).play();
            new FailureSteps(stage, me).play();
        }
    }
}
